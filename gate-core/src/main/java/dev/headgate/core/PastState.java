package dev.headgate.core;

import dev.headgate.core.comparison.OwnPast;
import java.util.List;
import java.util.Optional;

/**
 * What is remembered of a service's past besides the slots of its hours.
 *
 * @param nextMinute the next minute to take in, minutes since 1970-01-01 UTC; empty before the first
 * @param limits what the past allows the rollout's lines, while one is open
 */
public record PastState(Optional<Long> nextMinute, List<OwnPast.LineLimits> limits) {

    /** Copies the list. */
    public PastState {
        limits = List.copyOf(limits);
    }
}
