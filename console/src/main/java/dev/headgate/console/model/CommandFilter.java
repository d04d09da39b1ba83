package dev.headgate.console.model;

import java.time.Instant;
import java.util.Optional;

/**
 * Which commands; latest first.
 *
 * @param service of this service
 * @param rollout of this rollout
 * @param kind of this word
 * @param issuedBy of this person or pipeline
 * @param from issued then or later
 * @param to issued before
 */
public record CommandFilter(
        Optional<String> service,
        Optional<String> rollout,
        Optional<String> kind,
        Optional<String> issuedBy,
        Optional<Instant> from,
        Optional<Instant> to) {

    /** All. */
    public static final CommandFilter ALL = new CommandFilter(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
