package dev.headgate.console.model;

import java.util.Optional;

/**
 * Which rollouts; latest begun first.
 *
 * @param live those that are not over, or those that are; empty for both
 * @param service of this service
 * @param phase in the phase of this word
 * @param mode in the mode of this word
 * @param text with this in service, versions, rollout id, policy's name or reason, whatever the case
 */
public record RolloutFilter(
        Optional<Boolean> live,
        Optional<String> service,
        Optional<String> phase,
        Optional<String> mode,
        Optional<String> text) {

    /** All. */
    public static final RolloutFilter ALL =
            new RolloutFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** All that are not over. */
    public static final RolloutFilter LIVE = new RolloutFilter(
            Optional.of(true), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
