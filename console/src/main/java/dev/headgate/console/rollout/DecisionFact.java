package dev.headgate.console.rollout;

import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Verdict;
import dev.headgate.schemas.model.Weight;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What is told of a decision without its evidence. Words are those of the log, also where this release does not know them.
 *
 * @param decisionId its id as it stands in the log
 * @param rolloutId the rollout; {@code executor} for what operators say to executors
 * @param sequence its number; 0 for what stands outside every rollout's sequence
 * @param epoch offset of the start command; with number 0 that of the command that it is about
 * @param service the service
 * @param correlationId the start command's correlation id
 * @param kind the kind's word
 * @param mode the mode's word
 * @param severity the severity's word
 * @param canary the version being rolled out
 * @param baseline the version that held the traffic at the start
 * @param from the canary's weight before
 * @param to the canary's weight after
 * @param stage the stage it leads to, counted from 0; −1 for none
 * @param reason why, in a sentence
 * @param decidingCriterion the policy's line that decided, if one did
 * @param failingSince where the window begins in which the deciding line first was what it is now
 * @param evaluatedAt the instant of the evaluation
 * @param policyHash the policy by its hash
 * @param regards the decision that this one is about
 * @param commandsRead offset of the last command that had been taken into account; −1 if none is named
 * @param command id of the command that it came of; empty where that was none, and in what earlier gates wrote
 */
public record DecisionFact(
        String decisionId,
        String rolloutId,
        int sequence,
        long epoch,
        String service,
        String correlationId,
        String kind,
        String mode,
        String severity,
        String canary,
        String baseline,
        Weight from,
        Weight to,
        int stage,
        String reason,
        Optional<String> decidingCriterion,
        Optional<Instant> failingSince,
        Instant evaluatedAt,
        String policyHash,
        Optional<String> regards,
        long commandsRead,
        Optional<String> command) {

    private static final String EXECUTOR = "executor";
    private static final String DIRECT = "/direct-";

    /**
     * What is told of a decision.
     *
     * @param decision the decision
     * @param document the same as it stands in the log
     */
    public static DecisionFact of(Decision decision, byte[] document) {
        Map<String, String> words = Words.of(document, "kind", "mode", "severity");
        return new DecisionFact(
                decision.decisionId(),
                decision.rolloutId(),
                decision.sequence(),
                decision.epoch(),
                decision.service(),
                decision.correlationId(),
                words.getOrDefault("kind", ""),
                words.getOrDefault("mode", ""),
                words.getOrDefault("severity", ""),
                decision.canary(),
                decision.baseline(),
                decision.from(),
                decision.to(),
                decision.stage(),
                Texts.beginning(decision.reason()),
                decision.decidingCriterion().map(Texts::beginning),
                decision.decidingCriterion().flatMap(line -> failingSince(decision, line)),
                decision.evaluatedAt(),
                decision.policyHash(),
                decision.regards(),
                decision.inputOffsets().stream()
                        .filter(read -> read.topic().equals(TopicCatalogue.GATE_COMMANDS))
                        .mapToLong(read -> read.offset())
                        .max()
                        .orElse(-1),
                decision.command());
    }

    /** What names it alone within the log: several refusals of one rollout have the same id. */
    public String link() {
        return sequence == 0 ? decisionId + "-" + epoch : decisionId;
    }

    /** Whether it belongs to a rollout's own sequence: not a refusal, nor what an operator says to an executor. */
    public boolean ofRollout() {
        return sequence > 0 && !ofExecutor();
    }

    /** Whether it is an operator's word or order to an executor, which is no rollout's. */
    public boolean ofExecutor() {
        return rolloutId.equals(EXECUTOR) && decisionId.matches("executor/(hold|release|word)-.+");
    }

    /** Whether an operator has signed it in place of a gate that was away. */
    public boolean direct() {
        return decisionId.startsWith(rolloutId + DIRECT);
    }

    /** Whether it stands under a name that stands for a partition, and for no service. */
    public boolean ofNoService() {
        return ofExecutor() && service.matches("executor-hold-[0-9]{1,9}");
    }

    private static Optional<Instant> failingSince(Decision decision, String line) {
        return decision.verdicts().stream()
                .filter(verdict -> verdict.criterion().equals(line))
                .findFirst()
                .map(DecisionFact::began);
    }

    private static Instant began(Verdict verdict) {
        return verdict.windowStart().minus(verdict.trueFor().orElse(Duration.ZERO));
    }
}
