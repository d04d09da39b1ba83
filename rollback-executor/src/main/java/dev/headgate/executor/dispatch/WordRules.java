package dev.headgate.executor.dispatch;

import dev.headgate.executor.acceptance.Received;
import dev.headgate.executor.acceptance.RefusalCause;
import dev.headgate.executor.acceptance.Ruling;
import dev.headgate.executor.journal.Journal;
import dev.headgate.executor.journal.JournalEntry;
import dev.headgate.executor.journal.Progress;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionWord;
import dev.headgate.schemas.model.Question;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether what a person says about an execution counts: it must be the first answer to what is asked at this moment. */
final class WordRules {

    private final Journal journal;

    WordRules(Journal journal) {
        this.journal = journal;
    }

    /** Why it does not; empty if it does. */
    Optional<Ruling.Refuse> objection(Received received, Instant now) {
        Optional<String> unclear = ExecutionWord.objection(received.decision());
        if (unclear.isPresent()) {
            return refuse(RefusalCause.CONTRADICTION, unclear.get());
        }
        Optional<String> late = ExecutionWord.writtenAnew(received.decision(), received.appendedAt());
        if (late.isPresent()) {
            return refuse(RefusalCause.WRITTEN_ANEW, late.get());
        }
        ExecutionWord word = ExecutionWord.of(received.decision()).orElseThrow();
        Optional<JournalEntry> about = journal.entry(received.decision().service(), word.decisionId());
        if (about.isEmpty()) {
            return refuse(
                    RefusalCause.NOT_ASKED,
                    "no decision " + word.decisionId() + " of "
                            + received.decision().service() + " is known here: it never came, or is long over");
        }
        if (!about.get().order().equals(received.order())) {
            return refuse(
                    RefusalCause.CONTRADICTION,
                    "it says that " + word.decisionId() + " is " + received.order() + ", which is "
                            + about.get().order());
        }
        return objection(word, about.get(), received.appendedAt().orElse(now), now);
    }

    private Optional<Ruling.Refuse> objection(ExecutionWord word, JournalEntry about, Instant said, Instant now) {
        String id = word.decisionId();
        if (about.progress() == Progress.ACCEPTED) {
            return refuse(RefusalCause.NOT_ASKED, id + " has not begun: it waits for its turn");
        }
        if (about.progress() != Progress.STARTED) {
            return refuse(RefusalCause.NOT_ASKED, id + " is over" + outcome(about) + "; " + WHAT_INSTEAD);
        }
        Optional<JournalEntry> successor = journal.successorOf(about);
        if (successor.isPresent()) {
            return refuse(
                    RefusalCause.NOT_ASKED,
                    id + " is not gone on with: " + successor.get().decision().decisionId() + " took its place");
        }
        if (about.question().isEmpty() && !about.pausesAt(now)) {
            return refuse(RefusalCause.NOT_ASKED, id + " asks nothing at this moment: a step of it is being done");
        }
        if (!about.isMeantBy(word)) {
            return refuse(
                    RefusalCause.NOT_ASKED,
                    id + " has moved on: this is about " + what(word.attempt(), word.step()) + ", and it waits in "
                            + what(
                                    about.execution().map(Execution::attempt).orElse(0),
                                    about.question().map(Question::step)));
        }
        List<JournalEntry> before = journal.wordsFor(about);
        if (!before.isEmpty()) {
            return refuse(
                    RefusalCause.ANSWERED,
                    "it was answered before: " + before.get(0).decision().reason());
        }
        Optional<Ruling.Refuse> held = held(word, about);
        if (held.isPresent()) {
            return held;
        }
        return about.question()
                .map(question -> answer(word, question, said))
                .orElseGet(() -> word.says() == ExecutionWord.Says.RETRY
                        ? Optional.empty()
                        : refuse(RefusalCause.NOT_ASKED, id + " waits for its next attempt: only a retry helps it"));
    }

    /** Nothing shifts more traffic or runs a hook while somebody holds; that it does not go on may be said at any time. */
    private Optional<Ruling.Refuse> held(ExecutionWord word, JournalEntry about) {
        return journal.hold()
                .filter(hold -> word.says().goesOn() && !about.received().isRetreat())
                .flatMap(hold -> refuse(
                        RefusalCause.HELD,
                        hold.decision().reason() + "; release first (`headgate executions release`), then say it again,"
                                + " while it still asks"));
    }

    private static final String WHAT_INSTEAD = "what is recorded is not changed. `headgate rollout abort` makes a fresh"
            + " rollback, and the gate decides by itself what follows anything else";

    private static Optional<Ruling.Refuse> answer(ExecutionWord word, Question question, Instant said) {
        if (!said.isBefore(question.until())) {
            return refuse(
                    RefusalCause.NOT_ASKED,
                    "it comes too late: step " + question.step() + " asked until " + question.until());
        }
        if (!word.step().equals(Optional.of(question.step()))) {
            return refuse(
                    RefusalCause.NOT_ASKED,
                    "it is about step " + word.step().orElse("none") + ", and asked is about step " + question.step());
        }
        return fits(word.says(), question.about())
                ? Optional.empty()
                : refuse(
                        RefusalCause.NOT_ASKED,
                        switch (question.about()) {
                            case CONFIRMATION ->
                                "step " + question.step() + " asks whether the runbook may go on: yes or no"
                                        + " (`headgate executions confirm`)";
                            case OUTCOME, UNKNOWN ->
                                "step " + question.step() + " asks what became of it: done, failed"
                                        + " (`headgate executions resolve`), or to be run again (`headgate executions"
                                        + " retry`)";
                        });
    }

    private static boolean fits(ExecutionWord.Says says, Question.About about) {
        return switch (says) {
            case YES, NO -> about == Question.About.CONFIRMATION;
            case DONE, FAILED, RETRY -> about == Question.About.OUTCOME;
        };
    }

    private static String what(int attempt, Optional<String> step) {
        return "attempt " + attempt + step.map(name -> ", step " + name).orElse("");
    }

    private static String outcome(JournalEntry over) {
        return over.execution()
                .map(execution -> ": " + execution.status().wireName() + " at "
                        + execution.finishedAt().orElse(execution.startedAt()))
                .orElse("");
    }

    private static Optional<Ruling.Refuse> refuse(RefusalCause cause, String reason) {
        return Optional.of(new Ruling.Refuse(cause, reason));
    }
}
