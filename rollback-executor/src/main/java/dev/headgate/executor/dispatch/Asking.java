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
        ask(
                entry,
                ready.step(),
                ready.name(),
                Question.About.CONFIRMATION,
                confirm.question(),
                shorter(ready.budget(), left),
                runbook,
                soFar,
                now,
                output);
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
        ask(
                entry,
                entry.step(),
                step.name(),
                Question.About.OUTCOME,
                why,
                step.answerWithin(),
                runbook,
                soFar,
                now,
                output);
    }

    /** Nobody has answered in time: the same once more, in a new attempt, and others hear that this one has failed. */
    void again(
            JournalEntry entry,
            Question unanswered,
            BoundRunbook runbook,
            Execution soFar,
            Instant now,
            Output output) {
        String reason = unanswered.text() + "; " + unanswered(unanswered)
                + "; asked again, until somebody answers or a later decision takes its place";
        output.publish(executions.ended(soFar, ExecutionStatus.FAILED, reason, now));
        Step step = runbook.steps().get(entry.step());
        boolean confirms = unanswered.about() == Question.About.CONFIRMATION;
        Duration patience = confirms ? shorter(step.budget(), runbook.budget()) : step.answerWithin();
        ask(
                entry,
                entry.step(),
                step.name(),
                unanswered.about(),
                unanswered.text(),
                patience,
                runbook,
                executions.anew(soFar, now),
                now,
                output);
    }

    /** A hook or a mitigation is asked about for as long as the gate waits for it. */
    private void ask(
            JournalEntry entry,
            int step,
            String name,
            Question.About about,
            String text,
            Duration patience,
            BoundRunbook runbook,
            Execution soFar,
            Instant now,
            Output output) {
        Instant wanted = now.plus(patience);
        Instant until = entry.received().givenUpAt().filter(wanted::isAfter).orElse(wanted);
        if (until.isAfter(now)) {
            Question question = new Question(name, about, text, now, until);
            journaling.started(entry, step, Part.ACTION, runbook, executions.asking(soFar, question), now, output);
        } else {
            String reason = "step " + name + ": " + entry.expiry(now);
            journaling.finished(entry, soFar, ExecutionStatus.FAILED, reason, now, output);
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /** Nobody has answered a question in time: why, in a sentence. */
    static String unanswered(Question question) {
        return "nobody has answered within "
                + Durations.written(Duration.between(question.askedAt(), question.until()));
    }
}
