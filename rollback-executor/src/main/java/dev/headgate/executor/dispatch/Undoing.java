package dev.headgate.executor.dispatch;

import dev.headgate.executor.journal.Journal;
import dev.headgate.executor.journal.JournalEntry;
import dev.headgate.executor.journal.Part;
import dev.headgate.executor.runbook.BoundRunbook;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Step;
import dev.headgate.schemas.model.StepResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Takes back what the steps before a failed one did, the last first. What cannot be undone is named, and the rest is undone
 * all the same; a crash in the middle goes on where it was. For one owner; not thread-safe.
 */
final class Undoing {

    private final Journal journal;
    private final Executions executions;
    private final Journaling journaling;

    Undoing(Journal journal, Executions executions, Journaling journaling) {
        this.journal = journal;
        this.executions = executions;
        this.journaling = journaling;
    }

    /**
     * A step failed for good, and what was done before it is undone.
     *
     * @param failed which step
     * @param reason why, in a sentence
     */
    void begin(
            JournalEntry entry,
            int failed,
            BoundRunbook runbook,
            Execution soFar,
            String reason,
            Instant now,
            Output output) {
        next(entry, failed, runbook, executions.because(soFar, reason), now, output);
    }

    /** The undoing of a step ended. */
    void ended(
            JournalEntry entry,
            Effect effect,
            BoundRunbook runbook,
            StepOutcome outcome,
            Instant startedAt,
            Instant now,
            Output output) {
        Execution soFar = StepSequence.soFar(entry);
        if (outcome instanceof StepOutcome.Done done) {
            StepResult result = new StepResult(
                    effect.name(), ExecutionStatus.SUCCEEDED, startedAt, now, done.exitCode(), done.output());
            next(entry, entry.step(), runbook, with(soFar, result), now, output);
        } else if (outcome instanceof StepOutcome.Failed failed) {
            String said = failed.output().isEmpty() ? failed.reason() : failed.output();
            StepResult result =
                    new StepResult(effect.name(), ExecutionStatus.FAILED, startedAt, now, failed.exitCode(), said);
            failed(entry, runbook, with(soFar, result), now, output);
        } else if (outcome instanceof StepOutcome.NotBegun) {
            again(entry, runbook, soFar, now, output);
        } else if (entry.isRun()) {
            journal.successorOf(entry)
                    .ifPresent(successor -> superseded(entry, runbook, soFar, successor, now, output));
        }
    }

    /** It was not begun, or a crash interrupted it: the same once more, since it does no harm when it runs twice. */
    void again(JournalEntry entry, BoundRunbook runbook, Execution soFar, Instant now, Output output) {
        Optional<JournalEntry> successor = journal.successorOf(entry);
        if (successor.isPresent()) {
            superseded(entry, runbook, soFar, successor.get(), now, output);
        } else {
            begin(entry, entry.step(), runbook, soFar, now, now, output);
        }
    }

    private void failed(JournalEntry entry, BoundRunbook runbook, Execution soFar, Instant now, Output output) {
        Step step = runbook.steps().get(entry.step());
        int failures = Executions.failures(soFar, step.undoName());
        boolean another = step.undo().filter(undo -> failures < undo.tries()).isPresent()
                && journal.successorOf(entry).isEmpty();
        if (another) {
            Instant then = now.plus(BackOff.after(failures));
            begin(entry, entry.step(), runbook, executions.anotherTry(soFar), then, now, output);
        } else {
            next(entry, entry.step(), runbook, soFar, now, output);
        }
    }

    private void next(
            JournalEntry entry, int below, BoundRunbook runbook, Execution soFar, Instant now, Output output) {
        Optional<JournalEntry> successor = journal.successorOf(entry);
        int next = below - 1;
        while (next >= 0 && !isToBeUndone(runbook.steps().get(next), soFar)) {
            next--;
        }
        if (next < 0) {
            journaling.finished(entry, soFar, ExecutionStatus.FAILED, told(runbook, soFar), now, output);
        } else if (successor.isPresent()) {
            superseded(entry, runbook, soFar, successor.get(), now, output);
        } else {
            begin(entry, next, runbook, soFar, now, now, output);
        }
    }

    private void begin(
            JournalEntry entry,
            int step,
            BoundRunbook runbook,
            Execution soFar,
            Instant notBefore,
            Instant now,
            Output output) {
        List<String> problems = new ArrayList<>();
        ReadyPart ready = ReadyPart.of(runbook, step, Part.UNDO, soFar.results(), problems);
        if (problems.isEmpty()) {
            journaling.started(entry, step, Part.UNDO, runbook, soFar, now, output);
            output.begin(ready.effect(entry, soFar, ready.budget(), notBefore));
        } else {
            StepResult result = new StepResult(
                    ready.name(), ExecutionStatus.FAILED, now, now, OptionalInt.empty(), String.join("; ", problems));
            next(entry, step, runbook, with(soFar, result), now, output);
        }
    }

    private void superseded(
            JournalEntry entry,
            BoundRunbook runbook,
            Execution soFar,
            JournalEntry successor,
            Instant now,
            Output output) {
        String reason = told(runbook, soFar) + "; " + StepSequence.tookItsPlace(successor);
        journaling.finished(entry, soFar, ExecutionStatus.SUPERSEDED, reason, now, output);
    }

    private Execution with(Execution soFar, StepResult result) {
        return executions.with(soFar, result, Optional.empty(), soFar.results());
    }

    private static boolean isToBeUndone(Step step, Execution soFar) {
        return step.undo().isPresent() && Executions.succeeded(soFar, step.name());
    }

    /** What went wrong, what of the rest was undone, the last first, and what was not. */
    static String told(BoundRunbook runbook, Execution soFar) {
        List<String> undone = new ArrayList<>();
        List<String> left = new ArrayList<>();
        for (int i = runbook.steps().size() - 1; i >= 0; i--) {
            Step step = runbook.steps().get(i);
            if (isToBeUndone(step, soFar)) {
                (Executions.succeeded(soFar, step.undoName()) ? undone : left).add(step.name());
            }
        }
        return soFar.reason()
                + (undone.isEmpty() ? "" : "; undone: " + String.join(", ", undone))
                + (left.isEmpty() ? "" : "; not undone: " + String.join(", ", left) + "; a person must decide")
                + (undone.isEmpty() && left.isEmpty() ? "; there was nothing to undo" : "");
    }
}
