package dev.headgate.schemas.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What the executor did about a decision.
 *
 * @param executionId decision id, {@code #} and the attempt
 * @param decisionId the decision
 * @param rolloutId its rollout
 * @param service the service; the record's key
 * @param correlationId the start command's correlation id
 * @param attempt 1, and one more after each crash half-way
 * @param status what became of it
 * @param runbook the runbook's name; empty if none was run
 * @param steps the steps that were begun, in order
 * @param confirmedWeight the canary's weight read back from the target as really in force, if a step shifts traffic
 * @param reason one sentence
 * @param startedAt when it was begun
 * @param finishedAt when it was over; empty while it runs
 * @param executor which executor
 * @param results named figures of the steps' output, nested ones joined by dots, sorted by name; bounded
 * @param question what a person is asked; empty while it waits for nobody
 */
public record Execution(
        String executionId,
        String decisionId,
        String rolloutId,
        String service,
        String correlationId,
        int attempt,
        ExecutionStatus status,
        String runbook,
        List<StepResult> steps,
        Optional<Weight> confirmedWeight,
        String reason,
        Instant startedAt,
        Optional<Instant> finishedAt,
        String executor,
        SortedMap<String, String> results,
        Optional<Question> question) {

    /** One that asks nothing. */
    public Execution(
            String executionId,
            String decisionId,
            String rolloutId,
            String service,
            String correlationId,
            int attempt,
            ExecutionStatus status,
            String runbook,
            List<StepResult> steps,
            Optional<Weight> confirmedWeight,
            String reason,
            Instant startedAt,
            Optional<Instant> finishedAt,
            String executor,
            SortedMap<String, String> results) {
        this(
                executionId,
                decisionId,
                rolloutId,
                service,
                correlationId,
                attempt,
                status,
                runbook,
                steps,
                confirmedWeight,
                reason,
                startedAt,
                finishedAt,
                executor,
                results,
                Optional.empty());
    }

    /** Without results. */
    public Execution(
            String executionId,
            String decisionId,
            String rolloutId,
            String service,
            String correlationId,
            int attempt,
            ExecutionStatus status,
            String runbook,
            List<StepResult> steps,
            Optional<Weight> confirmedWeight,
            String reason,
            Instant startedAt,
            Optional<Instant> finishedAt,
            String executor) {
        this(
                executionId,
                decisionId,
                rolloutId,
                service,
                correlationId,
                attempt,
                status,
                runbook,
                steps,
                confirmedWeight,
                reason,
                startedAt,
                finishedAt,
                executor,
                Labels.NONE);
    }

    /** Copies the list. */
    public Execution {
        steps = List.copyOf(steps);
        results = Labels.copy(results);
    }

    /** Whether it goes on only when a person has answered. */
    public boolean waitsForAPerson() {
        return status == ExecutionStatus.STARTED && question.isPresent();
    }
}
