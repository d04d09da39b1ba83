package dev.headgate.console.report;

import dev.headgate.console.report.Paper.Cell;
import dev.headgate.console.report.Paper.Fact;
import dev.headgate.console.view.ExecutionRow;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.StepResult;
import java.time.Duration;
import java.util.List;

/** Writes what executors did. */
final class ExecutionPages {

    private ExecutionPages() {}

    static void write(DeploymentReport report, Paper paper) {
        if (!report.executions().isEmpty()) {
            paper.section("Executions");
            report.executions().forEach(row -> write(row, report.rolloutId(), paper));
        }
    }

    private static void write(ExecutionRow row, String rolloutId, Paper paper) {
        Execution execution = row.execution();
        String status = execution.status().wireName();
        String of = DecisionWords.shortId(execution.decisionId(), rolloutId);
        paper.part(
                "",
                Character.toUpperCase(of.charAt(0)) + of.substring(1)
                        + (row.decisionKind().isEmpty() ? "" : ", " + row.decisionKind()) + ": " + execution.runbook()
                        + (execution.attempt() > 1 ? ", attempt " + execution.attempt() : ""),
                DecisionWords.status(status));
        paper.facts(List.of(
                new Fact("Status", Cell.of(status, DecisionWords.status(status))),
                Fact.of("Said", execution.reason()),
                Fact.of("Began", Wording.at(execution.startedAt())),
                Fact.of("Took", row.took().map(Wording::took).orElse("")),
                Fact.of(
                        "Weight read back",
                        execution.confirmedWeight().map(Object::toString).orElse("")),
                Fact.of("Executor", execution.executor()),
                Fact.of(
                        "Asked",
                        execution.question().map(question -> question.text()).orElse(""))));
        paper.table(
                "Steps",
                List.of("Step", "Status", "Took", "Budget", "Exit code"),
                execution.steps().stream().map(ExecutionPages::step).toList());
        execution.steps().stream()
                .filter(step -> !step.output().isBlank())
                .forEach(step -> paper.verbatim("Output of " + step.name(), step.output()));
        if (!execution.results().isEmpty()) {
            paper.table(
                    "Results",
                    List.of("Name", "Value"),
                    execution.results().entrySet().stream()
                            .map(result -> List.of(Cell.of(result.getKey()), Cell.of(result.getValue())))
                            .toList());
        }
    }

    private static List<Cell> step(StepResult step) {
        String status = step.status().wireName();
        return List.of(
                Cell.of(step.name()),
                Cell.of(status, DecisionWords.status(status)),
                Cell.number(Wording.took(Duration.between(step.startedAt(), step.finishedAt()))),
                Cell.number(Wording.took(step.budget())),
                Cell.number(
                        step.exitCode().isPresent()
                                ? String.valueOf(step.exitCode().getAsInt())
                                : "–"));
    }
}
