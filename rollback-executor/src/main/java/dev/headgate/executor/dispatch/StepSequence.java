package dev.headgate.executor.dispatch;

import dev.headgate.executor.acceptance.Acceptance;
import dev.headgate.executor.acceptance.Expiry;
import dev.headgate.executor.acceptance.RefusalCause;
import dev.headgate.executor.journal.Journal;
import dev.headgate.executor.journal.JournalEntry;
import dev.headgate.executor.journal.Part;
import dev.headgate.executor.runbook.BoundRunbook;
import dev.headgate.executor.runbook.StepOutputs;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Step;
import dev.headgate.schemas.model.StepResult;
import dev.headgate.schemas.model.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Which step of a decision follows, or how the decision ends instead: expired, superseded, out of its budget, failed,
 * interrupted by a crash. For one owner; not thread-safe.
 */
final class StepSequence {

    private final Journal journal;
    private final Acceptance acceptance;
    private final Executions executions;
    private final Journaling journaling;
    private final Undoing undoing;

    StepSequence(Journal journal, Acceptance acceptance, Executions executions, Journaling journaling) {
        this.journal = journal;
        this.acceptance = acceptance;
        this.executions = executions;
        this.journaling = journaling;
        this.undoing = new Undoing(journal, executions, journaling);
    }

    /** Takes up a decision that waits. */
    void begin(JournalEntry entry, Instant now, Output output) {
        if (entry.received().expiredAt(now)) {
            String reason = Expiry.sentence(entry.received(), now);
            output.refuse(RefusalCause.EXPIRED);
            journaling.finished(entry, ExecutionStatus.EXPIRED, reason, now, output);
            return;
        }
        bind(entry, ExecutionStatus.REFUSED, now, output).ifPresent(runbook -> begin(entry, runbook, now, output));
    }

    /** The running part of a step of a decision ended. */
    void ended(JournalEntry entry, Effect effect, StepOutcome outcome, Instant startedAt, Instant now, Output output) {
        if (outcome instanceof StepOutcome.Abandoned && entry.part() != Part.UNDO) {
            stopped(entry, effect, now, output);
            return;
        }
        switch (entry.part()) {
            case ACTION -> acted(entry, effect, outcome, startedAt, now, output);
            case VERIFICATION -> verified(entry, effect, outcome, startedAt, now, output);
            case UNDO ->
                bind(entry, ExecutionStatus.FAILED, now, output)
                        .ifPresent(runbook -> undoing.ended(entry, effect, runbook, outcome, startedAt, now, output));
        }
    }

    private void acted(
            JournalEntry entry, Effect effect, StepOutcome outcome, Instant startedAt, Instant now, Output output) {
        if (outcome instanceof StepOutcome.Done done) {
            done(entry, effect, done, startedAt, now, output);
        } else if (outcome instanceof StepOutcome.Failed failed) {
            failed(entry, effect, failed, results(entry, effect, failed), startedAt, now, output);
        } else {
            tryAgain(entry, now, output);
        }
    }

    /** Yes goes on as if the step had just ended, no runs it, and what cannot be told is a person's to decide. */
    private void verified(
            JournalEntry entry, Effect effect, StepOutcome outcome, Instant startedAt, Instant now, Output output) {
        Optional<BoundRunbook> bound = bind(entry, ExecutionStatus.FAILED, now, output);
        if (bound.isEmpty()) {
            return;
        }
        BoundRunbook runbook = bound.get();
        Verdict verdict = Verdict.of(effect, outcome, runbook, soFar(entry), executions, startedAt, now);
        if (verdict instanceof Verdict.Yes yes) {
            goOn(entry, runbook, yes.soFar(), now, output);
        } else if (verdict instanceof Verdict.No no) {
            runUnlessTheWorldMovedOn(entry, Part.ACTION, runbook, no.soFar(), now, output);
        } else if (verdict instanceof Verdict.CannotTell unknown) {
            journaling.finished(entry, unknown.soFar(), ExecutionStatus.FAILED, unknown.reason(), now, output);
        } else {
            tryAgain(entry, now, output);
        }
    }

    /** What earlier steps have found out stays, whatever the failure says: the next try is given it again. */
    private SortedMap<String, String> results(JournalEntry entry, Effect effect, StepOutcome.Failed failed) {
        SortedMap<String, String> before = soFar(entry).results();
        return acceptance
                .bind(entry.decision())
                .either(
                        runbook -> runbook.outputs()
                                .take(effect.step(), before, failed.figures())
                                .results(),
                        problems -> before);
    }

    /** What it should have said belongs to what it should have done. */
    private void done(
            JournalEntry entry, Effect effect, StepOutcome.Done done, Instant startedAt, Instant now, Output output) {
        Optional<BoundRunbook> runbook = bind(entry, ExecutionStatus.FAILED, now, output);
        if (runbook.isEmpty()) {
            return;
        }
        StepOutputs.Taken taken =
                runbook.get().outputs().take(effect.step(), soFar(entry).results(), done.figures());
        if (taken.problems().isEmpty()) {
            StepResult result = new StepResult(
                    effect.name(),
                    ExecutionStatus.SUCCEEDED,
                    startedAt,
                    now,
                    done.exitCode(),
                    done.output(),
                    Optional.of(effect.budget()));
            Optional<Weight> weight = done.confirmedWeight().or(taken::confirmedWeight);
            goOn(entry, runbook.get(), executions.with(soFar(entry), result, weight, taken.results()), now, output);
        } else {
            String why = String.join("; ", taken.problems());
            StepOutcome.Failed failed =
                    new StepOutcome.Failed(FailureCategory.OUTPUT, why, done.exitCode(), done.output(), done.figures());
            failed(entry, effect, failed, taken.results(), startedAt, now, output);
        }
    }

    private void failed(
            JournalEntry entry,
            Effect effect,
            StepOutcome.Failed failed,
            SortedMap<String, String> results,
            Instant startedAt,
            Instant now,
            Output output) {
        StepResult result = new StepResult(
                effect.name(),
                ExecutionStatus.FAILED,
                startedAt,
                now,
                failed.exitCode(),
                failed.output(),
                Optional.of(effect.budget()));
        Execution soFar = executions.with(soFar(entry), result, Optional.empty(), results);
        failed(entry, soFar, "step " + effect.name() + ": " + failed.reason(), now, output);
    }

    /** A run was stopped half-way for a rollback. Any other step is only given up with its partition, and recovered. */
    private void stopped(JournalEntry entry, Effect effect, Instant now, Output output) {
        if (!entry.isRun()) {
            return;
        }
        journal.successorOf(entry).ifPresent(successor -> {
            String reason =
                    "stopped in step " + effect.name() + ", with all it had started: " + tookItsPlace(successor);
            journaling.finished(entry, ExecutionStatus.SUPERSEDED, reason, now, output);
        });
    }

    /** A crash interrupted the running step of a decision. */
    void recover(JournalEntry entry, Instant now, Output output) {
        Optional<BoundRunbook> bound = bind(entry, ExecutionStatus.FAILED, now, output);
        if (bound.isEmpty()) {
            return;
        }
        Optional<JournalEntry> successor = journal.successorOf(entry);
        if (successor.isPresent()) {
            String reason = "interrupted, its outcome is not known; " + tookItsPlace(successor.get());
            journaling.finished(entry, ExecutionStatus.SUPERSEDED, reason, now, output);
            return;
        }
        Optional<String> objection = Recovery.of(entry, bound.get(), now);
        if (objection.isPresent()) {
            journaling.finished(entry, ExecutionStatus.FAILED, objection.get(), now, output);
        } else if (entry.part() == Part.UNDO) {
            undoing.again(entry, bound.get(), executions.again(soFar(entry), now), now, output);
        } else {
            Part part = afterAnUnknownOutcome(bound.get().steps().get(entry.step()));
            run(entry, entry.step(), part, bound.get(), executions.again(soFar(entry), now), now, output);
        }
    }

    private static Part afterAnUnknownOutcome(Step step) {
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

    private void begin(JournalEntry entry, BoundRunbook runbook, Instant now, Output output) {
        if (runbook.steps().isEmpty()) {
            journaling.finished(entry, ExecutionStatus.FAILED, "its runbook has no steps", now, output);
        } else {
            goTo(entry, 0, runbook, executions.begun(entry.decision(), now), now, output);
        }
    }

    private void goOn(JournalEntry entry, BoundRunbook runbook, Execution soFar, Instant now, Output output) {
        goTo(entry, entry.step() + 1, runbook, soFar, now, output);
    }

    /** Goes on with the first step from there on whose condition holds, or to the end. */
    private void goTo(JournalEntry entry, int from, BoundRunbook runbook, Execution soFar, Instant now, Output output) {
        Optional<JournalEntry> successor = journal.successorOf(entry);
        int next = from;
        while (next < runbook.steps().size() && !runbook.outputs().applies(next, soFar.results())) {
            next++;
        }
        if (next == runbook.steps().size()) {
            journaling.finished(entry, soFar, ExecutionStatus.SUCCEEDED, soFar.reason(), now, output);
        } else if (successor.isPresent()) {
            String name = runbook.steps().get(next).name();
            String reason = "stopped before step " + name + ": " + tookItsPlace(successor.get());
            journaling.finished(entry, soFar, ExecutionStatus.SUPERSEDED, reason, now, output);
        } else {
            run(entry, next, Part.ACTION, runbook, soFar, now, output);
        }
    }

    private void failed(JournalEntry entry, Execution soFar, String reason, Instant now, Output output) {
        Optional<BoundRunbook> bound =
                acceptance.bind(entry.decision()).either(Optional::of, problems -> Optional.empty());
        Optional<BoundRunbook> runbook =
                bound.filter(found -> found.fingerprint().equals(entry.fingerprint()));
        if (runbook.isEmpty()) {
            journaling.finished(entry, soFar, ExecutionStatus.FAILED, reason, now, output);
            return;
        }
        Step step = runbook.get().steps().get(entry.step());
        boolean askedAgain = step.recovery() != Step.Recovery.ASK && mayTryAgain(entry);
        if (step.recovery() == Step.Recovery.RERUN && hasAnotherTry(entry, runbook.get(), soFar, now)) {
            tryOnceMore(entry, runbook.get(), soFar, now, output);
        } else if (askedAgain && step.onFailure() != Step.OnFailure.CONTINUE) {
            tryLater(entry, entry.step(), afterAnUnknownOutcome(step), runbook.get(), soFar, reason, now, output);
        } else {
            giveUp(entry, entry.step(), runbook.get(), soFar, reason, now, output);
        }
    }

    /** A step failed for good. A retreat undoes nothing: it would be given up then. */
    private void giveUp(
            JournalEntry entry,
            int step,
            BoundRunbook runbook,
            Execution soFar,
            String reason,
            Instant now,
            Output output) {
        switch (runbook.steps().get(step).onFailure()) {
            case STOP -> journaling.finished(entry, soFar, ExecutionStatus.FAILED, reason, now, output);
            case CONTINUE -> goTo(entry, step + 1, runbook, executions.passedOver(soFar, reason), now, output);
            case COMPENSATE -> undoUnlessRetreat(entry, step, runbook, soFar, reason, now, output);
        }
    }

    private void undoUnlessRetreat(
            JournalEntry entry,
            int step,
            BoundRunbook runbook,
            Execution soFar,
            String reason,
            Instant now,
            Output output) {
        boolean compensates = runbook.steps().get(step).onFailure() == Step.OnFailure.COMPENSATE;
        if (compensates && !entry.received().isRetreat()) {
            undoing.begin(entry, step, runbook, soFar, reason, now, output);
        } else {
            journaling.finished(entry, soFar, ExecutionStatus.FAILED, reason, now, output);
        }
    }

    /** Within its tries and the runbook's budget, and only as long as nothing has taken its place. */
    private boolean hasAnotherTry(JournalEntry entry, BoundRunbook runbook, Execution soFar, Instant now) {
        Step step = runbook.steps().get(entry.step());
        Instant end = soFar.startedAt().plus(runbook.budget());
        int tried = tried(step, soFar);
        return tried < step.tries()
                && now.plus(BackOff.after(tried)).isBefore(end)
                && !entry.received().expiredAt(now)
                && journal.successorOf(entry).isEmpty();
    }

    private static int tried(Step step, Execution soFar) {
        return Executions.failures(soFar, step.name());
    }

    /** No failure yet, and so nothing that others hear of but one more attempt. */
    private void tryOnceMore(JournalEntry entry, BoundRunbook runbook, Execution soFar, Instant now, Output output) {
        Instant then = now.plus(BackOff.after(tried(runbook.steps().get(entry.step()), soFar)));
        Execution next = executions.anotherTry(soFar);
        Duration left = Duration.between(then, next.startedAt().plus(runbook.budget()));
        begin(entry, entry.step(), Part.ACTION, runbook, next, left, then, now, output);
    }

    /** A retreat is not given up, unless a later decision takes its place. */
    private boolean mayTryAgain(JournalEntry entry) {
        return entry.received().isRetreat() && journal.successorOf(entry).isEmpty();
    }

    private void tryLater(
            JournalEntry entry,
            int step,
            Part part,
            BoundRunbook runbook,
            Execution soFar,
            String reason,
            Instant now,
            Output output) {
        Duration pause = BackOff.after(soFar.attempt());
        String told = reason + "; tried again in " + pause.toSeconds()
                + " s, until it succeeds or a later decision takes its place";
        Execution next = executions.anew(soFar, now.plus(pause));
        Execution failed = executions.ended(soFar, ExecutionStatus.FAILED, told, now);
        List<String> problems = new ArrayList<>();
        ReadyPart ready = ReadyPart.of(runbook, step, part, next.results(), problems);
        if (!problems.isEmpty()) {
            String why = reason + "; step " + ready.name() + ": " + String.join("; ", problems);
            journaling.finished(entry, soFar, ExecutionStatus.FAILED, why, now, output);
            return;
        }
        journaling.failedForNow(entry, step, part, runbook, failed, next, now, output);
        output.begin(ready.effect(entry, next, runbook.budget(), now.plus(pause)));
    }

    /** Permission was missing, so nothing was touched: the same attempt, unless the world has moved on. */
    private void tryAgain(JournalEntry entry, Instant now, Output output) {
        bind(entry, ExecutionStatus.FAILED, now, output)
                .ifPresent(
                        runbook -> runUnlessTheWorldMovedOn(entry, entry.part(), runbook, soFar(entry), now, output));
    }

    private void runUnlessTheWorldMovedOn(
            JournalEntry entry, Part part, BoundRunbook runbook, Execution soFar, Instant now, Output output) {
        Optional<JournalEntry> successor = journal.successorOf(entry);
        if (successor.isPresent()) {
            String reason = "not begun: " + tookItsPlace(successor.get());
            journaling.finished(entry, soFar, ExecutionStatus.SUPERSEDED, reason, now, output);
        } else if (entry.received().expiredAt(now)) {
            String reason = Expiry.sentence(entry.received(), now);
            boolean untouched = entry.step() == 0 && soFar.attempt() == 1;
            ExecutionStatus status = untouched ? ExecutionStatus.EXPIRED : ExecutionStatus.FAILED;
            journaling.finished(entry, soFar, status, reason, now, output);
        } else {
            run(entry, entry.step(), part, runbook, soFar, now, output);
        }
    }

    private void run(
            JournalEntry entry,
            int step,
            Part part,
            BoundRunbook runbook,
            Execution soFar,
            Instant now,
            Output output) {
        Step next = runbook.steps().get(step);
        Duration left = runbook.budget().minus(Duration.between(soFar.startedAt(), now));
        if (left.isNegative() || left.isZero()) {
            String reason = "its budget of " + runbook.budget() + " was over before step " + next.name();
            if (mayTryAgain(entry)) {
                tryLater(entry, step, part, runbook, soFar, reason, now, output);
            } else {
                undoUnlessRetreat(entry, step, runbook, soFar, reason, now, output);
            }
            return;
        }
        begin(entry, step, part, runbook, soFar, left, now, now, output);
    }

    private void begin(
            JournalEntry entry,
            int step,
            Part part,
            BoundRunbook runbook,
            Execution soFar,
            Duration left,
            Instant notBefore,
            Instant now,
            Output output) {
        List<String> problems = new ArrayList<>();
        ReadyPart ready = ReadyPart.of(runbook, step, part, soFar.results(), problems);
        if (problems.isEmpty()) {
            journaling.started(entry, step, part, runbook, soFar, now, output);
            output.begin(ready.effect(entry, soFar, left, notBefore));
        } else {
            String reason = "step " + ready.name() + ": " + String.join("; ", problems);
            giveUp(entry, step, runbook, soFar, reason, now, output);
        }
    }

    /** The runbook, or the decision's end if it cannot be bound any more: files change, also while decisions wait. */
    private Optional<BoundRunbook> bind(JournalEntry entry, ExecutionStatus otherwise, Instant now, Output output) {
        return acceptance.bind(entry.decision()).either(Optional::of, problems -> {
            journaling.finished(entry, otherwise, "runbook: " + String.join("; ", problems), now, output);
            return Optional.empty();
        });
    }
}
