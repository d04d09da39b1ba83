package dev.headgate.console.rollout;

import dev.headgate.core.rollout.PendingShift;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Question;
import dev.headgate.schemas.model.Weight;
import java.time.Instant;
import java.util.Optional;

/**
 * What is told of an execution without its steps.
 *
 * @param executionId decision id, {@code #} and the attempt
 * @param decisionId the decision
 * @param rolloutId its rollout
 * @param service the service
 * @param attempt 1, and one more after each crash half-way
 * @param status the status's word
 * @param runbook the runbook's name
 * @param reason why it is so, in a sentence
 * @param confirmedWeight the canary's weight read back
 * @param startedAt when it was begun
 * @param finishedAt when it was over; empty while it runs
 * @param question what a person is asked; empty while it waits for nobody
 */
public record ExecutionFact(
        String executionId,
        String decisionId,
        String rolloutId,
        String service,
        int attempt,
        String status,
        String runbook,
        String reason,
        Optional<Weight> confirmedWeight,
        Instant startedAt,
        Optional<Instant> finishedAt,
        Optional<Question> question) {

    /**
     * What is told of an execution.
     *
     * @param execution the execution
     * @param document the same as it stands in the log
     */
    public static ExecutionFact of(Execution execution, byte[] document) {
        return new ExecutionFact(
                execution.executionId(),
                execution.decisionId(),
                execution.rolloutId(),
                execution.service(),
                execution.attempt(),
                Words.of(document, "status").getOrDefault("status", ""),
                Texts.beginning(execution.runbook()),
                Texts.beginning(execution.reason()),
                execution.confirmedWeight(),
                execution.startedAt(),
                execution.finishedAt(),
                execution.question().map(ExecutionFact::beginning));
    }

    private static Question beginning(Question asked) {
        return new Question(
                Texts.beginning(asked.step()),
                asked.about(),
                Texts.beginning(asked.text()),
                asked.askedAt(),
                asked.until());
    }

    /** Whether it ended with the weight in force that was decided, as the gate counts it. */
    boolean confirms(Weight decided) {
        boolean ended = is(ExecutionStatus.SUCCEEDED) || is(ExecutionStatus.FAILED);
        return ended
                && confirmedWeight.isPresent()
                && Math.abs(confirmedWeight.get().percent() - decided.percent()) <= PendingShift.TOLERANCE;
    }

    boolean is(ExecutionStatus expected) {
        return Words.is(expected, status);
    }

    Instant endedAt() {
        return finishedAt.orElse(startedAt);
    }
}
