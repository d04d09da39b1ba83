package dev.headgate.schemas.model;

import java.time.Instant;
import java.util.Optional;

/**
 * Where a service's latest rollout stands; written on transitions and at most once a second.
 *
 * @param rolloutId the rollout
 * @param service the service; the record's key
 * @param epoch offset of the start command
 * @param correlationId the start command's correlation id
 * @param policyName the policy's name
 * @param policyHash the policy by its hash
 * @param mode whether decisions are carried out
 * @param canary the version being rolled out
 * @param baseline the version that held the traffic at the start
 * @param phase where it stands
 * @param stage the stage, counted from 0
 * @param stages how many stages the policy has
 * @param desiredWeight the weight last decided
 * @param confirmedWeight the weight last confirmed by an execution
 * @param stageStartedAt when the stage's weight was confirmed; empty while shifting
 * @param startedAt when the rollout began
 * @param updatedAt when this was written
 * @param sequence the last decision's sequence number
 * @param reason why it stands there, in a sentence
 * @param hypotheticalSince of a shadow: since when the weights in force have not been those that it would have led to
 * @param situation what it waits for, and what people have to know
 */
public record RolloutState(
        String rolloutId,
        String service,
        long epoch,
        String correlationId,
        String policyName,
        String policyHash,
        Mode mode,
        String canary,
        String baseline,
        Phase phase,
        int stage,
        int stages,
        Weight desiredWeight,
        Optional<Weight> confirmedWeight,
        Optional<Instant> stageStartedAt,
        Instant startedAt,
        Instant updatedAt,
        int sequence,
        String reason,
        Optional<Instant> hypotheticalSince,
        RolloutSituation situation) {

    /** Of a rollout that is no shadow. */
    public RolloutState(
            String rolloutId,
            String service,
            long epoch,
            String correlationId,
            String policyName,
            String policyHash,
            Mode mode,
            String canary,
            String baseline,
            Phase phase,
            int stage,
            int stages,
            Weight desiredWeight,
            Optional<Weight> confirmedWeight,
            Optional<Instant> stageStartedAt,
            Instant startedAt,
            Instant updatedAt,
            int sequence,
            String reason) {
        this(
                rolloutId,
                service,
                epoch,
                correlationId,
                policyName,
                policyHash,
                mode,
                canary,
                baseline,
                phase,
                stage,
                stages,
                desiredWeight,
                confirmedWeight,
                stageStartedAt,
                startedAt,
                updatedAt,
                sequence,
                reason,
                Optional.empty(),
                RolloutSituation.NONE);
    }

    /** The same in another situation. */
    public RolloutState in(RolloutSituation other) {
        return new RolloutState(
                rolloutId,
                service,
                epoch,
                correlationId,
                policyName,
                policyHash,
                mode,
                canary,
                baseline,
                phase,
                stage,
                stages,
                desiredWeight,
                confirmedWeight,
                stageStartedAt,
                startedAt,
                updatedAt,
                sequence,
                reason,
                hypotheticalSince,
                other);
    }

    /** The same as that of a shadow. */
    public RolloutState asShadow(String why, Optional<Instant> since) {
        return new RolloutState(
                rolloutId,
                service,
                epoch,
                correlationId,
                policyName,
                policyHash,
                Mode.SHADOW,
                canary,
                baseline,
                phase,
                stage,
                stages,
                desiredWeight,
                confirmedWeight,
                stageStartedAt,
                startedAt,
                updatedAt,
                sequence,
                why,
                since,
                situation);
    }
}
