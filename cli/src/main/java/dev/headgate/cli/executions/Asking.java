package dev.headgate.cli.executions;

import dev.headgate.cli.terminal.Figures;
import dev.headgate.cli.terminal.Text;
import dev.headgate.client.Answerable;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Executions of a rollout that go on only, or sooner, when a person has said something. */
public final class Asking {

    private Asking() {}

    /**
     * Those that ask, and a rollback or step back that failed last and waits for its next attempt; latest begun last.
     *
     * @param executions records in the order of the log
     * @param retreats ids of the rollout's decisions that take traffic away from the canary, of which no other shift followed
     */
    public static List<Execution> of(Collection<Execution> executions, Collection<String> retreats) {
        Map<String, Execution> latest = new HashMap<>();
        executions.forEach(execution -> latest.merge(
                execution.decisionId(),
                execution,
                (before, next) -> next.attempt() >= before.attempt() ? next : before));
        return latest.values().stream()
                .filter(execution -> execution.waitsForAPerson()
                        || (execution.status() == ExecutionStatus.FAILED && retreats.contains(execution.decisionId())))
                .sorted(Comparator.comparing(Execution::startedAt).thenComparing(Execution::executionId))
                .toList();
    }

    /** What it asks, or why it has failed, in a sentence. */
    public static String sentence(Execution execution, Instant now) {
        return execution
                .question()
                .filter(asked -> execution.waitsForAPerson())
                .map(asked -> Text.visible(asked.text()) + " (runbook " + Text.visible(execution.runbook()) + ", step "
                        + Text.visible(asked.step()) + ", until "
                        + asked.until().truncatedTo(ChronoUnit.SECONDS)
                        + (asked.until().isAfter(now)
                                ? ", " + Figures.elapsed(Duration.between(now, asked.until())) + " left)"
                                : ", which is over)"))
                .orElseGet(() -> "it has failed and is tried again by itself: " + Text.visible(execution.reason()));
    }

    /** The commands by which a person says something to it. */
    public static List<String> commands(Execution execution) {
        return execution
                .question()
                .filter(asked -> execution.waitsForAPerson())
                .map(asked -> Answerable.commands(Text.visible(execution.decisionId()), asked))
                .orElseGet(() -> List.of(
                        "headgate executions retry " + Text.visible(execution.decisionId()) + " --reason TEXT"));
    }
}
