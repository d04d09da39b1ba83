package dev.headgate.core;

import dev.headgate.core.judge.LineTimer;
import dev.headgate.core.rollout.Rollout;
import dev.headgate.core.telemetry.TelemetryMemory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that the gate of a service remembers besides the slots of its telemetry's rings.
 *
 * @param service the service
 * @param rollout the latest rollout, live or over
 * @param timers how long lines have been true
 * @param telemetry what the telemetry remembers
 * @param recentCommandIds ids of the last commands, oldest first; one of them again changes nothing
 * @param recentRolloutIds ids of the last rollouts, oldest first; one of them again is refused
 * @param judgedUntil the last instant that was judged
 * @param evaluatedAt when an evaluation was last published
 * @param writtenAt when the rollout's state was last published
 */
public record ServiceGateState(
        String service,
        Optional<Rollout> rollout,
        List<LineTimer> timers,
        TelemetryMemory telemetry,
        List<String> recentCommandIds,
        List<String> recentRolloutIds,
        Optional<Instant> judgedUntil,
        Optional<Instant> evaluatedAt,
        Optional<Instant> writtenAt) {

    /** Copies the lists. */
    public ServiceGateState {
        timers = List.copyOf(timers);
        recentCommandIds = List.copyOf(recentCommandIds);
        recentRolloutIds = List.copyOf(recentRolloutIds);
    }

    /** Of a service that nothing is known of. */
    public static ServiceGateState empty(String service) {
        return new ServiceGateState(
                service,
                Optional.empty(),
                List.of(),
                TelemetryMemory.EMPTY,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
