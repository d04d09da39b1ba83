package dev.headgate.cli.compare;

import dev.headgate.schemas.model.CriterionList;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.Judgement;
import dev.headgate.schemas.model.Verdict;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What one side's lines said when the other decided something alone: for a step forward the lines that were not passed,
 * for anything else the lines about the same figure.
 */
public final class Meanwhile {

    /** How far from the decision an evaluation may lie: one is published each second. */
    public static final Duration REACH = Duration.ofSeconds(3);

    private static final int MOST = 3;

    private Meanwhile() {}

    /**
     * The sentences.
     *
     * @param decision what the other side decided
     * @param evaluations of this side, in any order; those too far from the decision do not count
     * @return empty if it was not judged then, because it was over
     */
    public static List<String> sentences(Decision decision, List<Evaluation> evaluations) {
        Optional<Evaluation> then = evaluations.stream()
                .filter(evaluation -> distance(decision, evaluation).compareTo(REACH) <= 0)
                .min(Comparator.comparing(evaluation -> distance(decision, evaluation)));
        if (then.isEmpty()) {
            return List.of();
        }
        List<String> said = said(decision, then.get()).stream()
                .map(Verdict::sentence)
                .distinct()
                .limit(MOST)
                .toList();
        String at = "at " + then.get().weight() + ", ";
        return said.isEmpty()
                ? List.of(at + (forward(decision) ? "all lines pass, its time is not over" : "no line about this"))
                : said.stream().map(at::concat).toList();
    }

    private static List<Verdict> said(Decision decision, Evaluation then) {
        if (forward(decision)) {
            return lines(
                            then,
                            verdict -> verdict.list() == CriterionList.ADVANCE && verdict.judgement() != Judgement.PASS)
                    .toList();
        }
        Optional<String> figure = decision.verdicts().stream()
                .filter(verdict -> decision.decidingCriterion().equals(Optional.of(verdict.criterion())))
                .map(Verdict::statistic)
                .findFirst();
        return figure.stream()
                .flatMap(each -> lines(then, verdict -> verdict.statistic().equals(each)))
                .sorted(Comparator.comparing(Verdict::list))
                .toList();
    }

    private static Stream<Verdict> lines(Evaluation then, Predicate<Verdict> which) {
        return then.verdicts().stream().filter(which);
    }

    private static boolean forward(Decision decision) {
        return decision.kind() == DecisionKind.PROMOTE || decision.kind() == DecisionKind.COMPLETE;
    }

    private static Duration distance(Decision decision, Evaluation evaluation) {
        return Duration.between(decision.evaluatedAt(), evaluation.evaluatedAt())
                .abs();
    }
}
