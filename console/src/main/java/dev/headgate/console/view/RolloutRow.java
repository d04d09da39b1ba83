package dev.headgate.console.view;

import dev.headgate.schemas.model.VersionFigures;
import dev.headgate.schemas.model.WaitingFor;
import dev.headgate.schemas.model.Weight;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One rollout at a glance.
 *
 * @param rolloutId the rollout
 * @param service its service
 * @param canary the version being rolled out
 * @param baseline the version that held the traffic at the start
 * @param mode the mode's word
 * @param phase the phase's word
 * @param live whether it is not over
 * @param stage the stage, counted from 0
 * @param stages how many stages its policy has
 * @param stageWeights the stages' weights; none while the policy is not known
 * @param weight the weight last confirmed
 * @param desiredWeight the weight last decided
 * @param startedAt when it began
 * @param stageStartedAt when the stage's weight was confirmed
 * @param updatedAt when the newest record about it was written
 * @param policyName the policy's name; empty while it is not known
 * @param policyHash the policy by its hash
 * @param reason why it stands there, in a sentence
 * @param lagging whether its telemetry was behind at the latest evaluation
 * @param evaluatedAt when it was judged last
 * @param earliestNext when the stage in force may be left at the earliest; empty where nothing but people or lines decide
 * @param latestNext when something is done about the stage at the latest; empty where nothing is
 * @param worst the verdict that speaks most against going on
 * @param waitingFor what it waits for, the next first
 * @param openNotices how many notices nobody has acknowledged
 * @param mitigations runbooks whose effect lasts
 * @param canaryFigures what the canary showed at the latest evaluation
 * @param baselineFigures what the baseline showed then
 * @param passing how many verdicts passed then
 * @param failing how many failed
 * @param undecided how many were neither
 * @param asks what its executions ask people, the worst first
 */
public record RolloutRow(
        String rolloutId,
        String service,
        String canary,
        String baseline,
        String mode,
        String phase,
        boolean live,
        int stage,
        int stages,
        List<Weight> stageWeights,
        Optional<Weight> weight,
        Weight desiredWeight,
        Instant startedAt,
        Optional<Instant> stageStartedAt,
        Instant updatedAt,
        String policyName,
        String policyHash,
        String reason,
        boolean lagging,
        Optional<Instant> evaluatedAt,
        Optional<Instant> earliestNext,
        Optional<Instant> latestNext,
        Optional<WorstVerdict> worst,
        List<WaitingFor> waitingFor,
        int openNotices,
        List<String> mitigations,
        Optional<VersionFigures> canaryFigures,
        Optional<VersionFigures> baselineFigures,
        int passing,
        int failing,
        int undecided,
        List<ExecutionAsk> asks) {

    /** Copies the lists. */
    public RolloutRow {
        stageWeights = List.copyOf(stageWeights);
        waitingFor = List.copyOf(waitingFor);
        mitigations = List.copyOf(mitigations);
        asks = List.copyOf(asks);
    }
}
