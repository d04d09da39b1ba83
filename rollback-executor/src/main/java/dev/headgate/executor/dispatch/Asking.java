package dev.headgate.executor.dispatch;

import dev.headgate.documents.Durations;
import dev.headgate.executor.acceptance.Acceptance;
import dev.headgate.executor.journal.JournalEntry;
import dev.headgate.executor.journal.Part;
import dev.headgate.executor.runbook.BoundRunbook;
import dev.headgate.schemas.model.Action;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Question;
import dev.headgate.schemas.model.Step;
import java.time.Duration;
import java.time.Instant;

/**
 * Asks a person. The question stands in the journal and in the execution that is published, and nothing runs: the wait
 * needs no thread and outlives every executor. For one owner; not thread-safe.
 */
final class Asking {

    private final Acceptance acceptance;
    private final Executions executions;
    private final Journaling journaling;

    Asking(Acceptance acceptance, Executions executions, Journaling journaling) {
        this.acceptance = acceptance;
        this.executions = executions;
        this.journaling = journaling;
    }

    /** Whether the runbook may go on. */
    void confirmation(
            JournalEntry entry,
            ReadyPart ready,
            Action.Confirm confirm,
            Duration left,
            BoundRunbook runbook,
            Execution soFar,
            Instant now,
            Output output) {
        Duration patience = ready.budget().compareTo(left) <= 0 ? ready.budget() : left;
        Question question =
                new Question(ready.name(), Question.About.CONFIRMATION, confirm.question(), now, now.plus(patience));
        ask(entry, ready.step(), runbook, soFar, question, now, output);
    }

    /**
     * What became of the running step.
     *
     * @param why why only a person can tell, in a sentence
     */
    void outcome(JournalEntry entry, BoundRunbook runbook, Execution soFar, String why, Instant now, Output output) {
        Step step = runbook.steps().get(entry.step());
        if (step.answerWithin().isZero() || acceptance.isDryRun()) {
            journaling.finished(entry, soFar, ExecutionStatus.FAILED, why, now, output);
            return;
        }
        Question question = new Question(step.name(), Question.About.OUTCOME, why, now, now.plus(step.answerWithin()));
        ask(entry, entry.step(), runbook, soFar, question, now, output);
    }

    private void ask(
            JournalEntry entry,
            int step,
            BoundRunbook runbook,
            Execution soFar,
            Question question,
            Instant now,
            Output output) {
        journaling.started(entry, step, Part.ACTION, runbook, executions.asking(soFar, question), now, output);
    }

    /** Nobody has answered a question in time: why, in a sentence. */
    static String unanswered(Question question) {
        return "nobody has answered within "
                + Durations.written(Duration.between(question.askedAt(), question.until()));
    }
}
