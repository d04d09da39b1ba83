package dev.headgate.executor.dispatch;

import dev.headgate.executor.journal.Journal;
import dev.headgate.executor.journal.JournalEntry;
import dev.headgate.executor.journal.Part;
import dev.headgate.executor.runbook.BoundRunbook;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.ExecutionWord;
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

    Answers(Journal journal, Executions executions, Journaling journaling, NextStep next) {
        this.journal = journal;
        this.executions = executions;
        this.journaling = journaling;
        this.next = next;
    }

    /** Takes up what was said to an entry that runs, if anything was; what does not wait is left alone. */
    void takeUp(JournalEntry running, Instant now, Output output) {
        if (running.question().isPresent()) {
            takeUp(running, running.question().get(), word(running), now, output);
        } else if (running.pausesAt(now)
                && word(running).isPresent()
                && journal.successorOf(running).isEmpty()) {
            next.tryNow(running.answered(now), now, output);
        }
    }

    private Optional<JournalEntry> word(JournalEntry waiting) {
        return journal.wordsFor(waiting).stream().findFirst();
    }

    private void takeUp(
            JournalEntry waiting, Question question, Optional<JournalEntry> word, Instant now, Output output) {
        Optional<JournalEntry> successor = journal.successorOf(waiting);
        if (successor.isPresent()) {
            String reason = "stopped while it waited for a person in step " + question.step() + ": "
                    + StepSequence.tookItsPlace(successor.get());
            journaling.finished(waiting, ExecutionStatus.SUPERSEDED, reason, now, output);
        } else if (word.isPresent()) {
            answered(waiting.answered(now), question, word.get(), now, output);
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
            if (word.says().goesOn() && waiting.expiredAt(now)) {
                tooOld(waiting, question, runbook, soFar, now, output);
                return;
            }
            switch (word.says()) {
                case YES -> goOn(waiting, runbook, with(soFar, question, answer, true, now), now, output);
                case NO -> {
                    Execution told = with(soFar, question, answer, false, now);
                    fail(waiting, runbook, question, answer, told, now, output);
                }
                case DONE -> {
                    Execution told = with(executions.again(soFar, now), question, answer, true, now);
                    goOn(waiting, runbook, told, now, output);
                }
                case FAILED -> {
                    Execution told = with(executions.again(soFar, now), question, answer, false, now);
                    fail(waiting, runbook, question, answer, told, now, output);
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

    /** No is no, and what a person says has failed is not run again to see: not even in a retreat. */
    private void fail(
            JournalEntry waiting,
            BoundRunbook runbook,
            Question question,
            JournalEntry answer,
            Execution soFar,
            Instant now,
            Output output) {
        String reason = "step " + question.step() + ": " + answer.decision().reason();
        next.giveUp(waiting, waiting.step(), runbook, soFar, reason, now, output);
    }

    /** The gate has given it up: it is not gone on with, whatever anybody says. */
    private void tooOld(
            JournalEntry waiting,
            Question question,
            BoundRunbook runbook,
            Execution soFar,
            Instant now,
            Output output) {
        String reason = "step " + question.step() + ": " + waiting.expiry(now);
        if (question.about() == Question.About.CONFIRMATION) {
            next.undoUnlessRetreat(waiting, waiting.step(), runbook, soFar, reason, now, output);
        } else {
            journaling.finished(waiting, soFar, ExecutionStatus.FAILED, reason, now, output);
        }
    }

    private void unanswered(JournalEntry waiting, Question question, Instant now, Output output) {
        bind(waiting, now, output).ifPresent(runbook -> unanswered(waiting, question, runbook, now, output));
    }

    /** A retreat is not given up because nobody is awake. What nobody knows is not passed over, and nothing is undone beside it. */
    private void unanswered(JournalEntry waiting, Question question, BoundRunbook runbook, Instant now, Output output) {
        Execution soFar = StepSequence.soFar(waiting);
        String nobody = Asking.unanswered(question);
        if (waiting.received().isRetreat()) {
            next.askAgain(waiting, question, runbook, soFar, now, output);
        } else if (question.about() != Question.About.CONFIRMATION) {
            journaling.finished(waiting, ExecutionStatus.FAILED, question.text() + "; " + nobody, now, output);
        } else {
            StepResult result = new StepResult(
                    question.step(),
                    ExecutionStatus.FAILED,
                    question.askedAt(),
                    now,
                    OptionalInt.empty(),
                    nobody,
                    Optional.of(Duration.between(question.askedAt(), question.until())));
            Execution told = executions.with(soFar, result, Optional.empty(), soFar.results());
            if (waiting.expiredAt(now)) {
                tooOld(waiting, question, runbook, told, now, output);
            } else {
                String reason = "step " + question.step() + ": " + nobody;
                next.giveUp(waiting, waiting.step(), runbook, told, reason, now, output);
            }
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
