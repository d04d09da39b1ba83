package dev.headgate.cli.scenario;

import dev.headgate.core.scenario.planned.Check;
import dev.headgate.core.scenario.planned.PlannedResult;
import dev.headgate.schemas.model.CriterionList;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Effect;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.Judgement;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.StopLine;
import dev.headgate.schemas.model.Verdict;
import dev.headgate.schemas.model.scenario.Expectation;
import dev.headgate.schemas.model.scenario.Stretch;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which lines of its policy a scenario shows: each was violated alone, and what was expected of that came in time. A line
 * acts, when an expectation that names a bound and a cause was met by a decision that this line alone led to; or it
 * withholds, when the scenario says that the rollout never goes on, without its trouble it would have gone on, and this
 * line is the only one under {@code advance}, or the first that people are waited for, that is not passed at the end.
 */
public final class ShownLines {

    private static final Set<DecisionKind> ACTS = EnumSet.of(
            DecisionKind.ROLLBACK,
            DecisionKind.STEP_BACK,
            DecisionKind.HOLD,
            DecisionKind.ASK,
            DecisionKind.NOTIFY,
            DecisionKind.RUN);
    private static final Set<Phase> BEFORE_LEAVING =
            EnumSet.of(Phase.PREPARING, Phase.OBSERVING, Phase.WATCHING, Phase.AWAITING);

    private final ScenarioOutcome outcome;
    private final String file;
    private final Policy policy;
    private final List<PlanLine> lines;

    private ShownLines(ScenarioOutcome outcome) {
        this.outcome = outcome;
        file = outcome.source().text().name();
        policy = outcome.source().policy();
        lines = PlanLine.of(file, policy);
    }

    /**
     * The lines that a scenario shows; none of one that did not end as expected.
     *
     * @param undisturbed what would have come of it without its trouble, asked for only where that matters
     */
    public static Set<PlanLine> of(ScenarioOutcome outcome, Supplier<PlannedResult> undisturbed) {
        if (!outcome.good()) {
            return Set.of();
        }
        ShownLines shown = new ShownLines(outcome);
        Set<PlanLine> acting = shown.acting().collect(Collectors.toSet());
        if (acting.isEmpty() && shown.saysThatItStays()) {
            Optional<PlanLine> withholding = shown.withholding();
            boolean wouldGoOn = withholding.isPresent()
                    && Check.all(outcome.source().scenario(), undisturbed.get()).stream()
                            .anyMatch(check -> goesOn(check) && !check.met());
            return wouldGoOn ? Set.of(withholding.orElseThrow()) : Set.of();
        }
        return acting;
    }

    private Stream<PlanLine> acting() {
        return outcome.checks().stream()
                .filter(check -> !check.never() && bounded(check.expectation()))
                .flatMap(check -> check.decision().stream())
                .filter(decision -> ACTS.contains(decision.kind()))
                .flatMap(decision -> line(decision).stream());
    }

    private static boolean bounded(Expectation expected) {
        return expected.because().isPresent() && expected.within().to().compareTo(Stretch.FOR_EVER) < 0;
    }

    /** The line that led to a decision, if no other one could have led to it too. */
    private Optional<PlanLine> line(Decision decision) {
        String text = decision.decidingCriterion().orElse("");
        int stage = stageOf(decision);
        if (rolledBackBefore(decision)) {
            return lines.stream()
                    .filter(line -> line.list() == CriterionList.AFTER_ROLLBACK
                            && decision.reason().contains(line.text()))
                    .findFirst();
        }
        return decision.verdicts().stream()
                .filter(verdict -> verdict.criterion().equals(text) && verdict.judgement() == Judgement.FAIL)
                .filter(verdict -> alone(verdict, decision.verdicts(), stage))
                .flatMap(verdict -> place(verdict, stage).stream())
                .findFirst();
    }

    private boolean alone(Verdict one, List<Verdict> all, int stage) {
        Predicate<Verdict> asStrong =
                other -> one.list() != CriterionList.STOP || strength(other, stage) <= strength(one, stage);
        return all.stream()
                .filter(other -> other.list() == one.list() && other.judgement() == Judgement.FAIL)
                .filter(other -> !other.criterion().equals(one.criterion()))
                .noneMatch(asStrong);
    }

    /** The order in which effects are looked at: the first one is the strongest. */
    private int strength(Verdict stop, int stage) {
        Stream<StopLine> ofStage = stage < 0 || stage >= policy.stages().size()
                ? Stream.empty()
                : policy.stages().get(stage).stop().stream();
        Effect effect = Stream.concat(ofStage, policy.stop().stream())
                .filter(line -> line.criterion().text().equals(stop.criterion()))
                .map(StopLine::effect)
                .findFirst()
                .orElse(Effect.UNKNOWN);
        return List.of(Effect.ROLLBACK, Effect.STEP_BACK, Effect.HOLD, Effect.ASK, Effect.MITIGATE, Effect.NOTIFY)
                .indexOf(effect);
    }

    private boolean rolledBackBefore(Decision decision) {
        return before(decision).anyMatch(each -> each.kind() == DecisionKind.ROLLBACK);
    }

    private Stream<Decision> before(Decision decision) {
        List<Decision> all = outcome.result().decisions();
        return all.subList(0, all.indexOf(decision)).stream();
    }

    /** The stage in force when a decision was made. */
    private int stageOf(Decision decision) {
        return before(decision)
                .filter(each -> each.kind() == DecisionKind.PROMOTE || each.kind() == DecisionKind.STEP_BACK)
                .reduce((earlier, later) -> later)
                .map(Decision::stage)
                .orElse(-1);
    }

    private Optional<PlanLine> place(Verdict verdict, int stage) {
        String text = verdict.criterion();
        return switch (verdict.list()) {
            case STOP -> find(verdict.list(), stage, text).or(() -> find(verdict.list(), PlanLine.EVERYWHERE, text));
            case ENTER -> find(verdict.list(), stage + 1, text);
            case ADVANCE, EXIT -> find(verdict.list(), Math.max(0, stage), text);
            case DURING, AFTER_ROLLBACK, UNKNOWN -> Optional.empty();
        };
    }

    private Optional<PlanLine> find(CriterionList list, int stage, String text) {
        return Optional.of(new PlanLine(file, stage, list, text)).filter(lines::contains);
    }

    private boolean saysThatItStays() {
        return outcome.checks().stream().anyMatch(ShownLines::goesOn);
    }

    private static boolean goesOn(Check check) {
        Expectation refused = check.expectation();
        return check.never()
                && (refused.decision().equals(Optional.of(DecisionKind.PROMOTE))
                        || refused.decision().equals(Optional.of(DecisionKind.RUN))
                        || refused.phase().equals(Optional.of(Phase.COMPLETED)));
    }

    private Optional<PlanLine> withholding() {
        return outcome.result()
                .last()
                .filter(state -> BEFORE_LEAVING.contains(state.phase()))
                .flatMap(state -> state.phase() == Phase.PREPARING
                        ? waitsFor(state, -1)
                        : outcome.result().evaluation().flatMap(seen -> withholding(seen, state)));
    }

    private Optional<PlanLine> withholding(Evaluation last, RolloutState state) {
        List<Verdict> advance = missing(last, CriterionList.ADVANCE);
        if (advance.isEmpty()) {
            return waitsFor(state, last.stage());
        }
        return advance.size() == 1 ? place(advance.get(0), last.stage()) : Optional.empty();
    }

    /** What people have to do comes in order: what the rollout waits for first keeps it back. */
    private Optional<PlanLine> waitsFor(RolloutState state, int stage) {
        return state.situation().waitingFor().stream()
                .filter(waits ->
                        waits.kind().equals("checklist") || waits.kind().equals("approval"))
                .map(waits -> waits.kind() + (waits.kind().equals("approval") ? " of " : " ") + waits.name())
                .findFirst()
                .flatMap(text ->
                        find(CriterionList.EXIT, stage, text).or(() -> find(CriterionList.ENTER, stage + 1, text)));
    }

    private static List<Verdict> missing(Evaluation last, CriterionList list) {
        return last.verdicts().stream()
                .filter(verdict -> verdict.list() == list && verdict.judgement() != Judgement.PASS)
                .toList();
    }
}
