package dev.headgate.core;

import dev.headgate.core.comparison.OperationMemory;
import dev.headgate.core.comparison.OperationMinutes;
import dev.headgate.core.comparison.RolloutEvidence;
import dev.headgate.core.comparison.VersionMinutes;
import dev.headgate.core.judge.LineTimer;
import dev.headgate.core.progress.TelemetryStatus;
import dev.headgate.core.rollout.Rollout;
import dev.headgate.core.telemetry.TelemetryMemory;
import dev.headgate.schemas.model.InputOffset;
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
 * @param status how complete telemetry was then
 * @param offsets how far each input had been read then
 * @param publishing what was published last and when
 * @param clustering what was learned of how failures of each version come in clusters
 * @param evidence what was gathered by the rollout's comparisons, while one is open
 * @param past what is known of the hours behind; empty in what earlier releases wrote
 * @param versions which versions were seen, and the policy by which new ones start; empty in what earlier releases wrote
 */
public record ServiceGateState(
        String service,
        Optional<Rollout> rollout,
        List<LineTimer> timers,
        TelemetryMemory telemetry,
        List<String> recentCommandIds,
        List<String> recentRolloutIds,
        Optional<Instant> judgedUntil,
        Optional<TelemetryStatus> status,
        List<InputOffset> offsets,
        Publishing publishing,
        List<VersionMinutes.Memory> clustering,
        Optional<RolloutEvidence.Memory> evidence,
        Optional<PastState> past,
        Optional<VersionsState> versions) {

    /** Copies the lists. */
    public ServiceGateState {
        timers = List.copyOf(timers);
        recentCommandIds = List.copyOf(recentCommandIds);
        recentRolloutIds = List.copyOf(recentRolloutIds);
        offsets = List.copyOf(offsets);
        clustering = List.copyOf(clustering);
    }

    /** The same with other evidence on single operations: there may be many, and it is kept apart. */
    public ServiceGateState withOperations(List<OperationMemory> operations, List<OperationMinutes> minutes) {
        return new ServiceGateState(
                service,
                rollout,
                timers,
                telemetry,
                recentCommandIds,
                recentRolloutIds,
                judgedUntil,
                status,
                offsets,
                publishing,
                clustering,
                evidence.map(memory -> memory.withOperations(operations, minutes)),
                past,
                versions);
    }

    /** The same with other known versions. */
    public ServiceGateState with(VersionsState other) {
        return new ServiceGateState(
                service,
                rollout,
                timers,
                telemetry,
                recentCommandIds,
                recentRolloutIds,
                judgedUntil,
                status,
                offsets,
                publishing,
                clustering,
                evidence,
                past,
                Optional.of(other));
    }

    /**
     * What was published last and when.
     *
     * @param evaluatedAt when an evaluation was published
     * @param judgements its judgements, in short; only ever compared
     * @param writtenAt when the rollout's state was published
     */
    public record Publishing(Optional<Instant> evaluatedAt, String judgements, Optional<Instant> writtenAt) {

        /** Nothing was published yet. */
        public static final Publishing NEVER = new Publishing(Optional.empty(), "", Optional.empty());
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
                List.of(),
                Publishing.NEVER,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
