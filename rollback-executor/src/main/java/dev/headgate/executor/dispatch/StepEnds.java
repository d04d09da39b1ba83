package dev.headgate.executor.dispatch;

import dev.headgate.executor.acceptance.Acceptance;
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
import java.util.Optional;
import java.util.SortedMap;

/** What the end of a running part of a step means for its decision. For one owner; not thread-safe. */
final class StepEnds {

    private final Journal journal;
    private final Acceptance acceptance;
    private final Executions executions;
    private final Journaling journaling;
    private final NextStep next;

    StepEnds(Journal journal, Acceptance acceptance, Executions executions, Journaling journaling, NextStep next) {
        this.journal = journal;
        this.acceptance = acceptance;
        this.executions = executions;
        this.journaling = journaling;
        this.next = next;
    }

    /** The step itself ended. */
    void acted(JournalEntry entry, Effect effect, StepOutcome outcome, Instant startedAt, Instant now, Output output) {
        if (outcome instanceof StepOutcome.Done done) {
            done(entry, effect, done, startedAt, now, output);
        } else if (outcome instanceof StepOutcome.Failed failed) {
            failed(entry, effect, failed, results(entry, effect, failed), startedAt, now, output);
        } else {
            tryAgain(entry, now, output);
        }
    }

    /** Yes goes on as if the step had just ended, no runs it, and what cannot be told is a person's to say. */
    void verified(
            JournalEntry entry, Effect effect, StepOutcome outcome, Instant startedAt, Instant now, Output output) {
        Optional<BoundRunbook> bound = next.bind(entry, ExecutionStatus.FAILED, now, output);
        if (bound.isEmpty()) {
            return;
        }
        BoundRunbook runbook = bound.get();
        Verdict verdict = Verdict.of(effect, outcome, runbook, StepSequence.soFar(entry), executions, startedAt, now);
        if (verdict instanceof Verdict.Yes yes) {
            next.goOn(entry, runbook, yes.soFar(), now, output);
        } else if (verdict instanceof Verdict.No no) {
            next.runUnlessTheWorldMovedOn(entry, Part.ACTION, runbook, no.soFar(), now, output);
        } else if (verdict instanceof Verdict.CannotTell unknown) {
            cannotTell(entry, runbook, unknown, now, output);
        } else {
            tryAgain(entry, now, output);
        }
    }

    /** Nobody is asked about what another decision has taken the place of. */
    private void cannotTell(
            JournalEntry entry, BoundRunbook runbook, Verdict.CannotTell unknown, Instant now, Output output) {
        if (journal.successorOf(entry).isPresent()) {
            journaling.finished(entry, unknown.soFar(), ExecutionStatus.FAILED, unknown.reason(), now, output);
        } else {
            next.ask(entry, runbook, unknown.soFar(), unknown.reason(), now, output);
        }
    }

    /** A run was stopped half-way for a rollback. Any other step is only given up with its partition, and recovered. */
    void stopped(JournalEntry entry, Effect effect, Instant now, Output output) {
        if (!entry.isRun()) {
            return;
        }
        journal.successorOf(entry).ifPresent(successor -> {
            String reason = "stopped in step " + effect.name() + ", with all it had started: "
                    + StepSequence.tookItsPlace(successor);
            journaling.finished(entry, ExecutionStatus.SUPERSEDED, reason, now, output);
        });
    }

    /** The running step failed: it is tried again at once or later, passed over, or ends its decision. */
    void failed(JournalEntry entry, Execution soFar, String reason, Instant now, Output output) {
        Optional<BoundRunbook> bound =
                acceptance.bind(entry.decision()).either(Optional::of, problems -> Optional.empty());
        Optional<BoundRunbook> runbook =
                bound.filter(found -> found.fingerprint().equals(entry.fingerprint()));
        if (runbook.isEmpty()) {
            journaling.finished(entry, soFar, ExecutionStatus.FAILED, reason, now, output);
            return;
        }
        Step step = runbook.get().steps().get(entry.step());
        boolean askedAgain = step.recovery() != Step.Recovery.ASK && next.mayTryAgain(entry);
        if (step.recovery() == Step.Recovery.RERUN && hasAnotherTry(entry, runbook.get(), soFar, now)) {
            tryOnceMore(entry, runbook.get(), soFar, now, output);
        } else if (askedAgain && step.onFailure() != Step.OnFailure.CONTINUE) {
            Part part = StepSequence.afterAnUnknownOutcome(step);
            next.tryLater(entry, entry.step(), part, runbook.get(), soFar, reason, now, output);
        } else {
            next.giveUp(entry, entry.step(), runbook.get(), soFar, reason, now, output);
        }
    }

    /** What earlier steps have found out stays, whatever the failure says: the next try is given it again. */
    private SortedMap<String, String> results(JournalEntry entry, Effect effect, StepOutcome.Failed failed) {
        SortedMap<String, String> before = StepSequence.soFar(entry).results();
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
        Optional<BoundRunbook> runbook = next.bind(entry, ExecutionStatus.FAILED, now, output);
        if (runbook.isEmpty()) {
            return;
        }
        Execution soFar = StepSequence.soFar(entry);
        StepOutputs.Taken taken = runbook.get().outputs().take(effect.step(), soFar.results(), done.figures());
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
            next.goOn(entry, runbook.get(), executions.with(soFar, result, weight, taken.results()), now, output);
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
        Execution soFar = executions.with(StepSequence.soFar(entry), result, Optional.empty(), results);
        failed(entry, soFar, "step " + effect.name() + ": " + failed.reason(), now, output);
    }

    /** Within its tries and the runbook's budget, and only as long as nothing has taken its place. */
    private boolean hasAnotherTry(JournalEntry entry, BoundRunbook runbook, Execution soFar, Instant now) {
        Step step = runbook.steps().get(entry.step());
        Instant end = soFar.startedAt().plus(runbook.budget());
        int tried = tried(step, soFar);
        return tried < step.tries()
                && now.plus(BackOff.after(tried)).isBefore(end)
                && !entry.expiredAt(now)
                && journal.successorWhileWell(entry).isEmpty();
    }

    private static int tried(Step step, Execution soFar) {
        return Executions.failures(soFar, step.name());
    }

    /** No failure yet, and so nothing that others hear of but one more attempt. */
    private void tryOnceMore(JournalEntry entry, BoundRunbook runbook, Execution soFar, Instant now, Output output) {
        Instant then = now.plus(BackOff.after(tried(runbook.steps().get(entry.step()), soFar)));
        Execution again = executions.anotherTry(soFar);
        Duration left = Duration.between(then, again.startedAt().plus(runbook.budget()));
        next.begin(entry, entry.step(), Part.ACTION, runbook, again, left, then, now, output);
    }

    /** Permission was missing, so nothing was touched: the same attempt, unless the world has moved on. */
    private void tryAgain(JournalEntry entry, Instant now, Output output) {
        next.bind(entry, ExecutionStatus.FAILED, now, output)
                .ifPresent(runbook -> next.runUnlessTheWorldMovedOn(
                        entry, entry.part(), runbook, StepSequence.soFar(entry), now, output));
    }
}
