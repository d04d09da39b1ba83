package dev.headgate.console.report;

import dev.headgate.console.report.DeploymentReport.Decided;
import dev.headgate.console.report.DeploymentReport.Deciding;
import dev.headgate.console.report.DeploymentReport.Outcome;
import dev.headgate.console.report.DeploymentReport.SignatureCount;
import dev.headgate.console.report.DeploymentReport.Times;
import dev.headgate.console.rollout.RolloutOutcome;
import dev.headgate.console.rollout.RolloutOutcome.End;
import dev.headgate.console.rollout.Words;
import dev.headgate.console.view.RolloutRow;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Verdict;
import dev.headgate.schemas.model.WireName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
        Times times = times();
        return new DeploymentReport(
                row.rolloutId(),
                row.service(),
                row.canary(),
                row.baseline(),
                row.mode(),
                row.phase(),
                outcome(times, deciding),
                times,
                row.weight(),
                facts.rollout().plan(),
                deciding,
                facts.decisions(),
                signatures(),
                facts.executions(),
                facts.commands(),
                facts.rollout().checklists(),
                facts.rollout().approvals(),
                facts.figures(),
                facts.rollout().limits(),
                facts.policy(),
                row.policyHash());
    }

    private Times times() {
        Optional<Instant> ended = row.live() ? Optional.empty() : Optional.of(row.updatedAt());
        Duration took = Duration.between(row.startedAt(), row.updatedAt());
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

    private Outcome outcome(Times times, Optional<Deciding> deciding) {
        Phase phase = Words.phase(row.phase());
        String took = Wording.took(times.took());
        String why = deciding.map(decision -> " " + Wording.sentence("Why: " + decision.reason()))
                .orElse("");
        return switch (phase) {
            case COMPLETED ->
                new Outcome(
                        "completed",
                        observed() + row.service() + " "
                                + (enforced() ? "has all its traffic on " : "would have all its traffic on ")
                                + row.canary() + ", "
                                + took + " after the rollout was started.");
            case ROLLED_BACK ->
                outcome.end() == End.ABORTED
                        ? new Outcome(
                                "aborted", observed() + back() + "a person has ended it after " + took + "." + why)
                        : new Outcome(
                                "rolled-back",
                                observed() + back() + "the gate has rolled " + row.canary() + " back after " + took
                                        + "." + why);
            case ROLLBACK_FAILED ->
                new Outcome(
                        "rollback-failed",
                        "The rollback of " + row.canary() + " could not be carried out: a person must act." + why);
            case SCHEDULED, PREPARING, AWAITING, PAUSED, SHIFTING, OBSERVING, WATCHING, ROLLING_BACK, UNKNOWN ->
                new Outcome(
                        "under-way",
                        observed() + "It is " + row.phase() + " since it was started " + took + " before"
                                + " this report's newest record"
                                + row.weight()
                                        .map(weight -> ", with " + weight + " of the traffic on " + row.canary())
                                        .orElse("")
                                + "; stage " + (row.stage() + 1) + " of "
                                + row.stages() + ". " + Wording.sentence(row.reason()));
        };
    }

    private String back() {
        return row.service() + (enforced() ? " is back on " : " would be back on ") + row.baseline() + ": ";
    }

    private boolean enforced() {
        return row.mode().equals(Mode.ENFORCE.wireName());
    }

    private String observed() {
        return enforced() ? "" : "In mode " + row.mode() + ", nothing was touched: ";
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
                .filter(decided -> decided.row().kind().equals(kind.wireName()))
                .findFirst();
    }

    private Optional<Decided> last(Set<String> kinds) {
        return facts.decisions().stream()
                .filter(decided -> kinds.contains(decided.row().kind()))
                .reduce((earlier, later) -> later);
    }

    private static Optional<Verdict> verdict(Decided decided, String line) {
        return decided.verdicts().stream()
                .filter(verdict -> verdict.criterion().equals(line))
                .findFirst();
    }

    private SignatureCount signatures() {
        int checked = count("checked");
        int wrong = count("wrong");
        int all = facts.decisions().size();
        int not = all - checked - wrong;
        String sentence = wrong > 0
                ? wrong + " of " + Wording.count(all, "decision") + " are not signed by a trusted key, or were changed:"
                        + " do not rely on this report before you know why"
                : all == 0
                        ? "there is no decision"
                        : not == 0
                                ? "all " + Wording.count(all, "decision") + " are signed by trusted keys"
                                : not == all
                                        ? "signatures were not checked, since no trusted keys were given"
                                        : checked + " of " + all
                                                + " decisions are signed by trusted keys, of the others"
                                                + " signatures were not checked";
        return new SignatureCount(checked, not, wrong, sentence);
    }

    private int count(String state) {
        return (int) facts.decisions().stream()
                .filter(decided -> decided.row().signature().equals(state))
                .count();
    }
}
