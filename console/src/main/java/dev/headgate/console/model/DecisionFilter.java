package dev.headgate.console.model;

import java.time.Instant;
import java.util.Optional;

/**
 * Which decisions; latest first.
 *
 * @param service of this service
 * @param rollout of this rollout
 * @param kind of the kind of this word
 * @param severity of the severity of this word
 * @param mode in the mode of this word
 * @param from evaluated then or later
 * @param to evaluated before
 * @param text with this in service, versions, id, reason or deciding line, whatever the case
 */
public record DecisionFilter(
        Optional<String> service,
        Optional<String> rollout,
        Optional<String> kind,
        Optional<String> severity,
        Optional<String> mode,
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<String> text) {

    /** All. */
    public static final DecisionFilter ALL = new DecisionFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** Those of one rollout. */
    public static DecisionFilter of(String rolloutId) {
        return new DecisionFilter(
                Optional.empty(),
                Optional.of(rolloutId),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
