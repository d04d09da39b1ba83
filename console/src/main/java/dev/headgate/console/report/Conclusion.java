package dev.headgate.console.report;

import dev.headgate.console.report.DeploymentReport.Decided;
import dev.headgate.console.report.DeploymentReport.Deciding;
import dev.headgate.console.report.DeploymentReport.Times;
import dev.headgate.console.report.OutcomeWords.Shifted;
import dev.headgate.console.rollout.RolloutOutcome;
import dev.headgate.console.rollout.RolloutOutcome.End;
import dev.headgate.console.rollout.Words;
import dev.headgate.console.view.DecisionRow;
import dev.headgate.console.view.RolloutRow;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Verdict;
import dev.headgate.schemas.model.Weight;
import dev.headgate.schemas.model.WireName;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Draws from a rollout's facts how it ended, and by what. */
final class Conclusion {

    private static final Set<String> MOVING =
            Set.of(DecisionKind.PROMOTE.wireName(), DecisionKind.STEP_BACK.wireName());
    private static final RolloutOutcome UNKNOWN =
            new RolloutOutcome(End.RUNNING, Optional.empty(), Optional.empty(), List.of());

    private final DeploymentFacts facts;
    private final RolloutRow row;
    private final RolloutOutcome outcome;

    private Conclusion(DeploymentFacts facts) {
        this.facts = facts;
        row = facts.rollout().row();
        outcome = facts.outcome().orElse(UNKNOWN);
    }

    /** The report. */
    static DeploymentReport of(DeploymentFacts facts) {
        return new Conclusion(facts).report();
    }

    private DeploymentReport report() {
        Optional<Deciding> deciding = deciding();
        Times times = times(deciding);
        return new DeploymentReport(
                row.rolloutId(),
                row.service(),
                row.canary(),
                row.baseline(),
                row.mode(),
                row.phase(),
                OutcomeWords.of(row, outcome.end(), shifted(), times, deciding),
                times,
                row.weight(),
                facts.rollout().plan(),
                deciding,
                facts.decisions(),
                SignatureWords.of(facts.decisions()),
                facts.executions(),
                facts.commands(),
                facts.rollout().checklists(),
                facts.rollout().approvals(),
                facts.figures(),
                facts.rollout().limits(),
                facts.policy(),
                row.policyHash(),
                LeftToDo.of(facts),
                facts.rollout().shadow(),
                facts.rollout().compareWith());
    }

    private Times times(Optional<Deciding> deciding) {
        Optional<Instant> ended = row.live() ? Optional.empty() : endedAt(deciding);
        Duration took = Duration.between(row.startedAt(), ended.orElse(row.updatedAt()));
        return new Times(
                row.startedAt(),
                facts.rollout().startedBy(),
                facts.rollout().startReason(),
                ended,
                row.updatedAt(),
                took.isNegative() ? Duration.ZERO : took,
                outcome.detected(),
                outcome.recovered(),
                outcome.acknowledged());
    }

    /**
     * Hooks run after the end, and people acknowledge what they were told: neither makes a rollout longer. Of what was replaced
     * nothing tells when that was.
     */
    private Optional<Instant> endedAt(Optional<Deciding> deciding) {
        return switch (Words.phase(row.phase())) {
            case COMPLETED ->
                deciding.filter(decision -> decision.kind().equals(DecisionKind.COMPLETE.wireName()))
                        .map(Deciding::at)
                        .or(() -> Optional.of(row.updatedAt()));
            case ROLLED_BACK ->
                deciding.flatMap(decision -> outcome.recovered().map(decision.at()::plus))
                        .or(() -> Optional.of(row.updatedAt()));
            case SCHEDULED,
                    PREPARING,
                    AWAITING,
                    PAUSED,
                    SHIFTING,
                    OBSERVING,
                    WATCHING,
                    ROLLING_BACK,
                    ROLLBACK_FAILED,
                    UNKNOWN -> Optional.empty();
        };
    }

    /** That no traffic was to be shifted is told only by all decisions together: one that is missing may have done it. */
    private Shifted shifted() {
        List<DecisionRow> believed = facts.decisions().stream()
                .filter(Decided::believed)
                .map(Decided::row)
                .toList();
        boolean any = believed.stream().anyMatch(decision -> !decision.from().equals(decision.to()))
                || facts.executions().stream()
                        .flatMap(done -> done.execution().confirmedWeight().stream())
                        .anyMatch(weight -> weight.compareTo(Weight.NONE) > 0);
        if (any) {
            return Shifted.YES;
        }
        Set<Integer> numbers =
                believed.stream().map(DecisionRow::sequence).collect(Collectors.toCollection(TreeSet::new));
        int last = Math.max(facts.counted(), numbers.isEmpty() ? 0 : Collections.max(numbers));
        return IntStream.rangeClosed(1, last).allMatch(numbers::contains) ? Shifted.NO : Shifted.UNKNOWN;
    }

    /** The first rollback where it goes back, what completed it where it is over, else what moved traffic last. */
    private Optional<Deciding> deciding() {
        Optional<Decided> decided = switch (Words.phase(row.phase())) {
            case ROLLED_BACK, ROLLING_BACK, ROLLBACK_FAILED -> first(DecisionKind.ROLLBACK);
            case COMPLETED -> last(Set.of(DecisionKind.COMPLETE.wireName())).or(() -> last(MOVING));
            case SCHEDULED, PREPARING, AWAITING, PAUSED, SHIFTING, OBSERVING, WATCHING, UNKNOWN -> last(MOVING);
        };
        return decided.map(one -> new Deciding(
                one.row().link(),
                one.row().kind(),
                one.row().evaluatedAt(),
                one.row().reason(),
                one.row().decidingCriterion().flatMap(line -> verdict(one, line))));
    }

    private Optional<Decided> first(WireName kind) {
        return facts.decisions().stream()
                .filter(Decided::believed)
                .filter(decided -> decided.row().kind().equals(kind.wireName()))
                .findFirst();
    }

    private Optional<Decided> last(Set<String> kinds) {
        return facts.decisions().stream()
                .filter(Decided::believed)
                .filter(decided -> kinds.contains(decided.row().kind()))
                .reduce((earlier, later) -> later);
    }

    private static Optional<Verdict> verdict(Decided decided, String line) {
        return decided.verdicts().stream()
                .filter(verdict -> verdict.criterion().equals(line))
                .findFirst();
    }
}
