package dev.headgate.executor.dispatch;

import dev.headgate.executor.acceptance.Acceptance;
import dev.headgate.executor.acceptance.Expiry;
import dev.headgate.executor.acceptance.RefusalCause;
import dev.headgate.executor.journal.Journal;
import dev.headgate.executor.journal.JournalEntry;
import dev.headgate.executor.journal.Part;
import dev.headgate.executor.runbook.BoundRunbook;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Step;
import java.time.Instant;
import java.util.Optional;

/**
 * The life of a decision from its first step on: begun, gone on with when a step ends or a person answers, recovered after
 * a crash. {@link NextStep} holds what follows, {@link StepEnds} what the end of a step means, {@link Answers} what a
 * person's word does. For one owner; not thread-safe.
 */
final class StepSequence {

    private final Journal journal;
    private final Executions executions;
    private final Journaling journaling;
    private final Undoing undoing;
    private final NextStep next;
    private final StepEnds ends;
    private final Answers answers;

    StepSequence(Journal journal, Acceptance acceptance, Executions executions, Journaling journaling) {
        this.journal = journal;
        this.executions = executions;
        this.journaling = journaling;
        this.undoing = new Undoing(journal, executions, journaling);
        this.next = new NextStep(journal, acceptance, executions, journaling, undoing);
        this.ends = new StepEnds(journal, acceptance, executions, journaling, next);
        this.answers = new Answers(journal, executions, journaling, next);
    }

    /** Takes up a decision that waits for its turn. */
    void begin(JournalEntry entry, Instant now, Output output) {
        if (entry.received().expiredAt(now)) {
            String reason = Expiry.sentence(entry.received(), now);
            output.refuse(RefusalCause.EXPIRED);
            journaling.finished(entry, ExecutionStatus.EXPIRED, reason, now, output);
            return;
        }
        next.bind(entry, ExecutionStatus.REFUSED, now, output).ifPresent(runbook -> begin(entry, runbook, now, output));
    }

    private void begin(JournalEntry entry, BoundRunbook runbook, Instant now, Output output) {
        if (runbook.steps().isEmpty()) {
            journaling.finished(entry, ExecutionStatus.FAILED, "its runbook has no steps", now, output);
        } else {
            next.goTo(entry, 0, runbook, executions.begun(entry.decision(), now), now, output);
        }
    }

    /** The running part of a step of a decision ended. */
    void ended(JournalEntry entry, Effect effect, StepOutcome outcome, Instant startedAt, Instant now, Output output) {
        if (outcome instanceof StepOutcome.Abandoned && entry.part() != Part.UNDO) {
            ends.stopped(entry, effect, now, output);
            return;
        }
        switch (entry.part()) {
            case ACTION -> ends.acted(entry, effect, outcome, startedAt, now, output);
            case VERIFICATION -> ends.verified(entry, effect, outcome, startedAt, now, output);
            case UNDO ->
                next.bind(entry, ExecutionStatus.FAILED, now, output)
                        .ifPresent(runbook -> undoing.ended(entry, effect, runbook, outcome, startedAt, now, output));
        }
    }

    /** Goes on with a decision that waits for a person, if somebody has answered, nobody will, or it matters no more. */
    void answer(JournalEntry running, Instant now, Output output) {
        answers.takeUp(running, now, output);
    }

    /** A crash interrupted the running step of a decision. What waits for a person waits on: nothing of it was running. */
    void recover(JournalEntry entry, Instant now, Output output) {
        if (entry.question().isEmpty()) {
            next.bind(entry, ExecutionStatus.FAILED, now, output)
                    .ifPresent(runbook -> recover(entry, runbook, now, output));
        }
    }

    private void recover(JournalEntry entry, BoundRunbook runbook, Instant now, Output output) {
        Optional<String> objection = Recovery.of(entry, runbook, now);
        boolean mayGoOn = objection.isEmpty() && Recovery.asks(entry, runbook).isEmpty();
        Optional<JournalEntry> successor = mayGoOn ? journal.successorBeforeItRuns(entry) : journal.successorOf(entry);
        if (successor.isPresent()) {
            String reason = "interrupted, its outcome is not known; " + tookItsPlace(successor.get());
            journaling.finished(entry, ExecutionStatus.SUPERSEDED, reason, now, output);
            return;
        }
        if (objection.isPresent()) {
            journaling.finished(entry, ExecutionStatus.FAILED, objection.get(), now, output);
        } else if (entry.part() == Part.UNDO) {
            undoing.again(entry, runbook, executions.again(soFar(entry), now), now, output);
        } else {
            Recovery.asks(entry, runbook)
                    .ifPresentOrElse(
                            why -> next.ask(entry, runbook, soFar(entry), why, now, output),
                            () -> again(entry, runbook, now, output));
        }
    }

    private void again(JournalEntry entry, BoundRunbook runbook, Instant now, Output output) {
        Part part = afterAnUnknownOutcome(runbook.steps().get(entry.step()));
        next.run(entry, entry.step(), part, runbook, executions.again(soFar(entry), now), now, output);
    }

    /** What comes first when it is not known what a step did. */
    static Part afterAnUnknownOutcome(Step step) {
        return step.recovery() == Step.Recovery.VERIFY ? Part.VERIFICATION : Part.ACTION;
    }

    /** What was done so far of a decision that runs. */
    static Execution soFar(JournalEntry running) {
        return running.execution()
                .orElseThrow(() -> new IllegalStateException(running.key() + " runs without an execution"));
    }

    /** Why a decision is over: {@code r7/2 took its place}. */
    static String tookItsPlace(JournalEntry successor) {
        return successor.decision().decisionId() + " took its place";
    }
}
