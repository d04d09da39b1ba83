package dev.headgate.console.rollout;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a rollout ended, and how long things took.
 *
 * @param end how
 * @param detected how long it took until it was decided to roll it back; empty where no line did
 * @param recovered how long it took from there until the baseline had all traffic
 * @param acknowledged how long it took each time until somebody took care of what people were told
 */
public record RolloutOutcome(
        End end, Optional<Duration> detected, Optional<Duration> recovered, List<Duration> acknowledged) {

    /** Copies the list. */
    public RolloutOutcome {
        acknowledged = List.copyOf(acknowledged);
    }

    /** How a rollout ends. */
    public enum End {
        /** It has not ended. */
        RUNNING,
        /** The canary has kept all traffic. */
        COMPLETED,
        /** The gate has rolled it back. */
        ROLLED_BACK,
        /** A person has. */
        ABORTED
    }
}
