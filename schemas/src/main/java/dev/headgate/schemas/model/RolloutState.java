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
        String reason) {}
