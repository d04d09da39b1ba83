package dev.headgate.executor.dispatch;

import dev.headgate.executor.acceptance.Acceptance;
import dev.headgate.executor.journal.Journal;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What follows within a decision: its next step, another attempt later, a question to a person, the undoing of what was
 * done, or its end. For one owner; not thread-safe.
 */
final class NextStep {

    private final Journal journal;
    private final Acceptance acceptance;
    private final Executions executions;
    private final Journaling journaling;
    private final Undoing undoing;
    private final Asking asking;

    NextStep(Journal journal, Acceptance acceptance, Executions executions, Journaling journaling, Undoing undoing) {
        this.journal = journal;
        this.acceptance = acceptance;
        this.executions = executions;
        this.journaling = journaling;
        this.undoing = undoing;
        this.asking = new Asking(acceptance, executions, journaling);
    }

    /** Goes on with the first step from there on whose condition holds, or to the end. */
    void goTo(JournalEntry entry, int from, BoundRunbook runbook, Execution soFar, Instant now, Output output) {
        Optional<JournalEntry> successor = journal.successorWhileWell(entry);
        int next = from;
        Optional<String> unsaid = Optional.empty();
        while (next < runbook.steps().size()
                && unsaid.isEmpty()
                && !runbook.outputs().applies(next, soFar.results())) {
            unsaid = runbook.outputs().unsaid(next, soFar.results(), name -> Executions.succeeded(soFar, name));
            next += unsaid.isPresent() ? 0 : 1;
        }
        if (unsaid.isPresent()) {
            String reason = "step " + runbook.steps().get(next).name() + ": " + unsaid.get() + "; a person must decide";
            giveUp(entry, next, runbook, soFar, reason, now, output);
        } else if (next == runbook.steps().size()) {
            journaling.finished(entry, soFar, ExecutionStatus.SUCCEEDED, soFar.reason(), now, output);
        } else if (successor.isPresent()) {
            String name = runbook.steps().get(next).name();
            String reason = "stopped before step " + name + ": " + StepSequence.tookItsPlace(successor.get());
            journaling.finished(entry, soFar, ExecutionStatus.SUPERSEDED, reason, now, output);
        } else {
            run(entry, next, Part.ACTION, runbook, soFar, now, output);
        }
    }

    /** Goes on with the step after the one that is running. */
    void goOn(JournalEntry entry, BoundRunbook runbook, Execution soFar, Instant now, Output output) {
        goTo(entry, entry.step() + 1, runbook, soFar, now, output);
    }

    /** The part that is running, unless something took the decision's place or it grew too old. */
    void runUnlessTheWorldMovedOn(
            JournalEntry entry, Part part, BoundRunbook runbook, Execution soFar, Instant now, Output output) {
        Optional<JournalEntry> successor = journal.successorBeforeItRuns(entry);
        if (successor.isPresent()) {
            String reason = "not begun: " + StepSequence.tookItsPlace(successor.get());
            journaling.finished(entry, soFar, ExecutionStatus.SUPERSEDED, reason, now, output);
        } else if (entry.expiredAt(now)) {
            boolean untouched = soFar.attempt() == 1 && onlyAsked(runbook, soFar);
            ExecutionStatus status = untouched ? ExecutionStatus.EXPIRED : ExecutionStatus.FAILED;
            journaling.finished(entry, soFar, status, entry.expiry(now), now, output);
        } else {
            run(entry, entry.step(), part, runbook, soFar, now, output);
        }
    }

    /** Whether nothing was done so far but to ask people. */
    private static boolean onlyAsked(BoundRunbook runbook, Execution soFar) {
        Set<String> questions = runbook.steps().stream()
                .filter(step -> step.action() instanceof Action.Confirm)
                .map(Step::name)
                .collect(Collectors.toSet());
        return soFar.steps().stream().allMatch(result -> questions.contains(result.name()));
    }

    /** That part of that step, within what the runbook's budget has left. */
    void run(
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

    /** The same at a time of its own. */
    void begin(
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
        if (!problems.isEmpty()) {
            String reason = "step " + ready.name() + ": " + String.join("; ", problems);
            giveUp(entry, step, runbook, soFar, reason, now, output);
        } else if (ready.action() instanceof Action.Confirm confirm && !acceptance.isDryRun()) {
            asking.confirmation(entry, ready, confirm, left, runbook, soFar, now, output);
        } else {
            journaling.started(entry, step, part, runbook, soFar, now, output);
            output.begin(ready.effect(entry, soFar, left, notBefore));
        }
    }

    /** What became of the running step only a person can tell: that person is waited for, or it fails at once. */
    void ask(JournalEntry entry, BoundRunbook runbook, Execution soFar, String why, Instant now, Output output) {
        asking.outcome(entry, runbook, soFar, why, now, output);
    }

    /** Nobody has answered what a retreat asks. */
    void askAgain(
            JournalEntry entry,
            Question unanswered,
            BoundRunbook runbook,
            Execution soFar,
            Instant now,
            Output output) {
        asking.again(entry, unanswered, runbook, soFar, now, output);
    }

    /** A step failed for good. A retreat undoes nothing: it would be given up then. */
    void giveUp(
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

    /** It failed, and is not gone on with whatever its step says of failures; it is undone if that says so. */
    void undoUnlessRetreat(
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

    /** A retreat is not given up, unless a later decision takes its place. */
    boolean mayTryAgain(JournalEntry entry) {
        return entry.received().isRetreat() && journal.successorOf(entry).isEmpty();
    }

    /** An attempt of a retreat failed, and the next one follows after a pause. */
    void tryLater(
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
        if (ready.action() instanceof Action.Confirm confirm && !acceptance.isDryRun()) {
            Execution asked = executions.fromNowOn(next, now);
            asking.confirmation(entry, ready, confirm, runbook.budget(), runbook, asked, now, output);
        } else {
            output.begin(ready.effect(entry, next, runbook.budget(), now.plus(pause)));
        }
    }

    /** An attempt that waits for its time begins now. */
    void tryNow(JournalEntry entry, Instant now, Output output) {
        bind(entry, ExecutionStatus.FAILED, now, output)
                .ifPresent(runbook -> begin(
                        entry,
                        entry.step(),
                        entry.part(),
                        runbook,
                        executions.fromNowOn(StepSequence.soFar(entry), now),
                        runbook.budget(),
                        now,
                        now,
                        output));
    }

    /** The runbook, or the decision's end if it cannot be bound any more: files change, also while decisions wait. */
    Optional<BoundRunbook> bind(JournalEntry entry, ExecutionStatus otherwise, Instant now, Output output) {
        return acceptance.bind(entry.decision()).either(Optional::of, problems -> {
            journaling.finished(entry, otherwise, "runbook: " + String.join("; ", problems), now, output);
            return Optional.empty();
        });
    }
}
