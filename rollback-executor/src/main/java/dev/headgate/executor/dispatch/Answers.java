package dev.headgate.executor.dispatch;

import dev.headgate.executor.acceptance.ExecutionWord;
import dev.headgate.executor.journal.Journal;
import dev.headgate.executor.journal.JournalEntry;
import dev.headgate.executor.journal.Part;
import dev.headgate.executor.runbook.BoundRunbook;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Question;
import dev.headgate.schemas.model.StepResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What becomes of decisions that wait for a person: a later decision takes their place, a person has answered, or nobody
 * has in time. For one owner; not thread-safe.
 */
final class Answers {

    private final Journal journal;
    private final Executions executions;
    private final Journaling journaling;
    private final NextStep next;
    private final StepEnds ends;

    Answers(Journal journal, Executions executions, Journaling journaling, NextStep next, StepEnds ends) {
        this.journal = journal;
        this.executions = executions;
        this.journaling = journaling;
        this.next = next;
        this.ends = ends;
    }

    /** Takes up what was said to an entry that runs, if anything was; what does not wait is left alone. */
    void takeUp(JournalEntry running, Instant now, Output output) {
        Optional<JournalEntry> word = journal.wordsFor(running).stream().findFirst();
        if (running.question().isPresent()) {
            takeUp(running, running.question().get(), word, now, output);
        } else if (word.isPresent()
                && running.pausesAt(now)
                && journal.successorOf(running).isEmpty()) {
            next.tryNow(running, now, output);
        }
    }

    private void takeUp(
            JournalEntry waiting, Question question, Optional<JournalEntry> word, Instant now, Output output) {
        Optional<JournalEntry> successor = journal.successorOf(waiting);
        if (successor.isPresent()) {
            String reason = "stopped while it waited for a person in step " + question.step() + ": "
                    + StepSequence.tookItsPlace(successor.get());
            journaling.finished(waiting, ExecutionStatus.SUPERSEDED, reason, now, output);
        } else if (word.isPresent()) {
            answered(waiting, question, word.get(), now, output);
        } else if (!now.isBefore(question.until())) {
            unanswered(waiting, question, now, output);
        }
    }

    /** The runbook as it was when the question was asked, or the decision's end if it is another one now. */
    private Optional<BoundRunbook> bind(JournalEntry waiting, Instant now, Output output) {
        Optional<BoundRunbook> bound = next.bind(waiting, ExecutionStatus.FAILED, now, output);
        Optional<BoundRunbook> same =
                bound.filter(runbook -> runbook.fingerprint().equals(waiting.fingerprint()));
        if (bound.isPresent() && same.isEmpty()) {
            String reason = "its runbook was changed while it waited for a person; a person must decide";
            journaling.finished(waiting, ExecutionStatus.FAILED, reason, now, output);
        }
        return same;
    }

    private void answered(JournalEntry waiting, Question question, JournalEntry answer, Instant now, Output output) {
        ExecutionWord word = ExecutionWord.of(answer.decision())
                .orElseThrow(() -> new IllegalStateException(answer.key() + " says nothing"));
        bind(waiting, now, output).ifPresent(runbook -> {
            Execution soFar = StepSequence.soFar(waiting);
            switch (word.says()) {
                case YES -> goOn(waiting, runbook, with(soFar, question, answer, true, now), now, output);
                case NO -> fail(waiting, question, answer, with(soFar, question, answer, false, now), now, output);
                case DONE -> {
                    Execution told = with(executions.again(soFar, now), question, answer, true, now);
                    goOn(waiting, runbook, told, now, output);
                }
                case FAILED -> {
                    Execution told = with(executions.again(soFar, now), question, answer, false, now);
                    fail(waiting, question, answer, told, now, output);
                }
                case RETRY -> {
                    String name = runbook.steps().get(waiting.step()).retryName();
                    Execution again = executions.again(soFar, now);
                    StepResult let = result(name, true, question, answer, now);
                    Execution told = executions.with(again, let, Optional.empty(), again.results());
                    next.run(waiting, waiting.step(), Part.ACTION, runbook, told, now, output);
                }
            }
        });
    }

    private void goOn(JournalEntry waiting, BoundRunbook runbook, Execution soFar, Instant now, Output output) {
        next.goOn(waiting, runbook, soFar, now, output);
    }

    private void fail(
            JournalEntry waiting, Question question, JournalEntry answer, Execution soFar, Instant now, Output output) {
        String reason = "step " + question.step() + ": " + answer.decision().reason();
        ends.failed(waiting, soFar, reason, now, output);
    }

    /** What nobody knows is not passed over, and nothing is undone beside it. */
    private void unanswered(JournalEntry waiting, Question question, Instant now, Output output) {
        String nobody = Asking.unanswered(question);
        if (question.about() == Question.About.CONFIRMATION) {
            StepResult result = new StepResult(
                    question.step(),
                    ExecutionStatus.FAILED,
                    question.askedAt(),
                    now,
                    OptionalInt.empty(),
                    nobody,
                    Optional.of(Duration.between(question.askedAt(), question.until())));
            Execution soFar = StepSequence.soFar(waiting);
            Execution told = executions.with(soFar, result, Optional.empty(), soFar.results());
            ends.failed(waiting, told, "step " + question.step() + ": " + nobody, now, output);
        } else {
            journaling.finished(waiting, ExecutionStatus.FAILED, question.text() + "; " + nobody, now, output);
        }
    }

    private Execution with(Execution soFar, Question question, JournalEntry answer, boolean well, Instant now) {
        StepResult result = result(question.step(), well, question, answer, now);
        return executions.with(soFar, result, Optional.empty(), soFar.results());
    }

    /** Who said what, when and why, as the step's own outcome. */
    private static StepResult result(String name, boolean well, Question question, JournalEntry answer, Instant now) {
        return new StepResult(
                name,
                well ? ExecutionStatus.SUCCEEDED : ExecutionStatus.FAILED,
                question.askedAt(),
                now,
                OptionalInt.empty(),
                answer.decision().reason() + " (key "
                        + answer.received().original().keyId() + ", "
                        + answer.received().appendedAt().orElse(answer.at()) + ")",
                Optional.of(Duration.between(question.askedAt(), question.until())));
    }
}
