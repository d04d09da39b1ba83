package dev.headgate.console.report;

import dev.headgate.console.report.DeploymentReport.Decided;
import dev.headgate.console.view.ExecutionRow;
import dev.headgate.console.view.RolloutRow;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.OpenNotice;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.WaitingFor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What somebody has still to do about a rollout, as far as the log tells. */
final class LeftToDo {

    private final DeploymentFacts facts;
    private final RolloutRow row;
    private final List<String> left = new ArrayList<>();

    private LeftToDo(DeploymentFacts facts) {
        this.facts = facts;
        row = facts.rollout().row();
    }

    /** Each in a sentence; the most urgent first. */
    static List<String> of(DeploymentFacts facts) {
        LeftToDo todo = new LeftToDo(facts);
        todo.find();
        return todo.left;
    }

    private void find() {
        // Later on the same version may be what the service's next rollout has released.
        if (row.live() && row.phase().equals(Phase.ROLLBACK_FAILED.wireName())) {
            left.add("Take the traffic from " + row.canary() + " by hand: its rollback has failed.");
        }
        facts.decisions().stream().filter(decided -> !decided.believed()).forEach(this::forged);
        latestAttempts().values().forEach(this::execution);
        if (row.live()) {
            held();
            row.waitingFor().forEach(this::waiting);
        }
        facts.rollout().situation().notices().forEach(this::notice);
        facts.rollout()
                .situation()
                .mitigations()
                .forEach(runbook -> left.add("Undo what " + runbook + " has done, once it is not needed: it lasts."));
    }

    private void forged(Decided decided) {
        String of = DecisionWords.shortId(decided.row().link(), row.rolloutId());
        boolean copied = facts.decisions().stream()
                .filter(Decided::believed)
                .anyMatch(real -> real.row().link().equals(decided.row().link()));
        left.add(
                copied
                        ? "Find out who wrote another record of " + of + ", of "
                                + Wording.at(decided.row().evaluatedAt()) + ": its signature is wrong."
                        : "Find out who wrote " + of + ": its signature is wrong.");
    }

    private Map<String, Execution> latestAttempts() {
        Map<String, Execution> latest = new LinkedHashMap<>();
        facts.executions()
                .forEach(each -> latest.merge(
                        each.execution().decisionId(),
                        each.execution(),
                        (one, other) -> one.attempt() > other.attempt() ? one : other));
        return latest;
    }

    /** In a mode that touches nothing each execution is refused, as it should be. */
    private void execution(Execution execution) {
        String of = DecisionWords.shortId(execution.decisionId(), row.rolloutId());
        execution
                .question()
                .filter(question -> execution.finishedAt().isEmpty())
                .ifPresent(question -> left.add("Answer what " + execution.runbook() + " asks of " + of + ": "
                        + Wording.sentence(question.text())));
        boolean failed = execution.status() == ExecutionStatus.FAILED
                || (execution.status() == ExecutionStatus.REFUSED && row.mode().equals(Mode.ENFORCE.wireName()));
        if (failed && !settled(execution)) {
            left.add("Look at what " + execution.runbook() + " has done of " + of + ": "
                    + execution.status().wireName() + ", " + Wording.sentence(execution.reason()));
        }
    }

    /** A shift that has failed is settled by a later one that was read back; what else was run is not. */
    private boolean settled(Execution execution) {
        boolean shift = facts.decisions().stream()
                .filter(Decided::believed)
                .anyMatch(decided -> decided.row().decisionId().equals(execution.decisionId())
                        && !decided.row().from().equals(decided.row().to()));
        return shift
                && facts.executions().stream()
                        .map(ExecutionRow::execution)
                        .anyMatch(later -> later.startedAt().isAfter(execution.startedAt())
                                && later.status() == ExecutionStatus.SUCCEEDED
                                && later.confirmedWeight().isPresent());
    }

    /** A partition's executors carry out no advance while they are held, and which partition a service has is not told here. */
    private void held() {
        if (facts.holds().isEmpty() || !row.mode().equals(Mode.ENFORCE.wireName())) {
            return;
        }
        String reasons = facts.holds().stream().map(Decision::reason).distinct().collect(Collectors.joining("; "));
        left.add("Release the executors once they may go on: in "
                + Wording.count(facts.holds().size(), "partition")
                + " no advance is carried out, " + Wording.sentence(reasons));
    }

    private void waiting(WaitingFor what) {
        left.add("It waits: "
                + Wording.sentence(what.sentence()
                        + what.until()
                                .filter(until -> !what.kind().equals("schedule"))
                                .map(until -> "; it is decided without that at " + Wording.at(until))
                                .orElse("")));
    }

    private void notice(OpenNotice notice) {
        left.add("Acknowledge what " + DecisionWords.shortId(notice.decisionId(), row.rolloutId()) + " told at "
                + Wording.at(notice.since()) + ": " + notice.severity().wireName() + ", nobody has taken care of it.");
    }
}
