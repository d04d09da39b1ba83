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

    static void write(List<ExecutionRow> executions, Paper paper) {
        if (executions.isEmpty()) {
            return;
        }
        paper.section("Executions");
        executions.forEach(row -> write(row, paper));
    }

    private static void write(ExecutionRow row, Paper paper) {
        Execution execution = row.execution();
        String status = execution.status().wireName();
        paper.part(
                "",
                (row.decisionKind().isEmpty() ? "" : row.decisionKind() + ", ") + "decision " + execution.decisionId()
                        + (execution.attempt() > 1 ? ", attempt " + execution.attempt() : ""),
                DecisionWords.status(status));
        paper.paragraph(Wording.sentence(execution.reason()));
        paper.facts(List.of(
                new Fact("Status", Cell.of(status, DecisionWords.status(status))),
                Fact.of("Runbook", execution.runbook()),
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
                Cell.of(Wording.took(Duration.between(step.startedAt(), step.finishedAt()))),
                Cell.of(Wording.took(step.budget())),
                Cell.of(
                        step.exitCode().isPresent()
                                ? String.valueOf(step.exitCode().getAsInt())
                                : "–"));
    }
}
