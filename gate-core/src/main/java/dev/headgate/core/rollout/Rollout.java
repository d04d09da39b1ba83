package dev.headgate.core.rollout;

import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.PolicyText;
import dev.headgate.schemas.model.Weight;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A rollout, in full: what has to be remembered to go on with it.
 *
 * @param rolloutId its id
 * @param service the service
 * @param epoch offset of its start command
 * @param correlationId the start command's correlation id
 * @param canary the version being rolled out
 * @param baseline the version that held the traffic at the start
 * @param policyName the policy's name
 * @param policyText the policy as written
 * @param mode whether decisions are carried out
 * @param shiftRunbook carries out advances and steps back
 * @param rollbackRunbook carries out rollbacks
 * @param stages how many stages the policy has
 * @param phase where it stands
 * @param stage the stage, counted from 0
 * @param desiredWeight the weight last decided
 * @param confirmedWeight the weight last confirmed
 * @param stageStartedAt when the weight in force was confirmed; stays while the next shift is under way
 * @param carriesTrafficSince since when the canary's confirmed weight has been above 0 without a break
 * @param pending the shift under way
 * @param stepBacks how often it has stepped back
 * @param actedLines stop lines whose notice or hold has been given and that have been failing since
 * @param deadlineTold whether it was said that the stage is over its maximum hold
 * @param startedAt when it began
 * @param sequence the last decision's sequence number
 * @param reason why it stands where it stands, in a sentence
 */
public record Rollout(
        String rolloutId,
        String service,
        long epoch,
        String correlationId,
        String canary,
        String baseline,
        String policyName,
        PolicyText policyText,
        Mode mode,
        String shiftRunbook,
        String rollbackRunbook,
        int stages,
        Phase phase,
        int stage,
        Weight desiredWeight,
        Optional<Weight> confirmedWeight,
        Optional<Instant> stageStartedAt,
        Optional<Instant> carriesTrafficSince,
        Optional<PendingShift> pending,
        int stepBacks,
        List<String> actedLines,
        boolean deadlineTold,
        Instant startedAt,
        int sequence,
        String reason) {

    /** Copies the list. */
    public Rollout {
        actedLines = List.copyOf(actedLines);
    }
}
