package dev.headgate.executor.dispatch;

import dev.headgate.executor.acceptance.Acceptance;
import dev.headgate.executor.acceptance.Expiry;
import dev.headgate.executor.acceptance.Received;
import dev.headgate.executor.acceptance.Ruling;
import dev.headgate.executor.journal.Journal;
import dev.headgate.executor.journal.JournalEntry;
import dev.headgate.executor.runbook.BoundRunbook;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Step;
import dev.headgate.schemas.model.StepResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The order of work in one partition: which decision is taken up, which step follows, what supersedes what, and what
 * becomes of what a crash interrupted.
 *
 * <p>Each call changes the journal it was given and adds to an {@link Output}; the caller writes the output in one
 * transaction and only then begins its effects. If that transaction fails, this object and its journal must be thrown
 * away and built anew from the topic. Per service one decision runs at a time.
 *
 * <p>For one owner; not thread-safe. Deterministic: no clock, time comes in.
 */
public final class Dispatcher {

    private final Journal journal;
    private final Acceptance acceptance;
    private final Executions executions;

    /**
     * Works on this journal.
     *
     * @param executor this executor's name, written into every execution
     */
    public Dispatcher(Journal journal, Acceptance acceptance, String executor) {
        this.journal = journal;
        this.acceptance = acceptance;
        this.executions = new Executions(executor);
    }

    /** The journal, for reading. */
    public Journal journal() {
        return journal;
    }

    /**
     * A decision was read, its signature valid.
     *
     * @return whether it was new; a decision that the journal knows, or is too old to know, is a replay and changes
     *     nothing
     */
    public boolean arrived(Received received, Instant now, Output output) {
        String service = received.decision().service();
        if (journal.entry(service, received.decision().decisionId()).isPresent()
                || journal.mayHaveForgotten(service, received.order())) {
            return false;
        }
        Ruling ruling = acceptance.rule(received, journal.history(service), now);
        if (ruling instanceof Ruling.Refuse refusal) {
            refuse(received, refusal.reason(), now, output);
        } else if (ruling instanceof Ruling.Accept) {
            accept(received, now, output);
        } else {
            note(received, now, output);
        }
        forgetWhatIsLongOver(service, output);
        return true;
    }

    /** Takes up what waits, for every service where nothing runs. */
    public void takeUp(Instant now, Output output) {
        journal.services().forEach(service -> takeUp(service, now, output));
    }

    /**
     * A step ended. What does not belong to the running step of its decision is ignored.
     *
     * @param startedAt when the step was begun
     */
    public void ended(Effect effect, StepOutcome outcome, Instant startedAt, Instant now, Output output) {
        Optional<JournalEntry> running = journal.running(effect.service())
                .filter(entry -> entry.decision().decisionId().equals(effect.decisionId()))
                .filter(entry -> entry.step() == effect.step())
                .filter(entry -> soFar(entry).attempt() == effect.attempt());
        running.ifPresent(entry -> endStep(entry, effect, outcome, startedAt, now, output));
    }

    /**
     * Whether a later decision has taken the place of an effect that has not begun yet. It must not begin then: to be
     * told as {@link StepOutcome.NotBegun}.
     */
    public boolean isOvertaken(Effect effect) {
        return journal.entry(effect.service(), effect.decisionId())
                .flatMap(journal::successorOf)
                .isPresent();
    }

    /**
     * What a former owner left half done: run again what may be, fail what may not. To be called once, before anything
     * else, when no former owner can act any more.
     *
     * @param trusted whether an entry's original bytes still bear a valid signature
     */
    public void recover(Instant now, Predicate<Received> trusted, Output output) {
        for (JournalEntry entry : journal.entries()) {
            if (!entry.progress().isOver() && !trusted.test(entry.received())) {
                finish(
                        entry,
                        ExecutionStatus.FAILED,
                        "its signature in the journal is not valid any more",
                        now,
                        output);
            }
        }
        for (String service : journal.services()) {
            journal.running(service).ifPresent(entry -> recover(entry, now, output));
            journal.waiting(service).forEach(entry -> supersede(entry, now, output));
        }
    }

    private void accept(Received received, Instant now, Output output) {
        JournalEntry entry = JournalEntry.accepted(received, now);
        put(entry, output);
        journal.waiting(entry.decision().service()).forEach(earlier -> supersede(earlier, now, output));
    }

    private void refuse(Received received, String reason, Instant now, Output output) {
        Execution refusal = executions.untouched(received.decision(), ExecutionStatus.REFUSED, reason, now);
        put(JournalEntry.refused(received, refusal, now), output);
        output.publish(refusal);
    }

    /** Only the end of a rollout matters later; other news would fill the journal. */
    private void note(Received received, Instant now, Output output) {
        if (received.decision().kind() == DecisionKind.COMPLETE) {
            put(JournalEntry.noted(received, now), output);
        }
    }

    private void supersede(JournalEntry waiting, Instant now, Output output) {
        journal.successorOf(waiting)
                .ifPresent(later -> finish(
                        waiting,
                        ExecutionStatus.SUPERSEDED,
                        "not begun: " + later.decision().decisionId() + " took its place",
                        now,
                        output));
    }

    private void takeUp(String service, Instant now, Output output) {
        while (journal.running(service).isEmpty() && !journal.waiting(service).isEmpty()) {
            begin(journal.waiting(service).get(0), now, output);
        }
    }

    private void begin(JournalEntry entry, Instant now, Output output) {
        if (entry.received().expiredAt(now)) {
            finish(entry, ExecutionStatus.REFUSED, Expiry.sentence(entry.received(), now), now, output);
            return;
        }
        Optional<BoundRunbook> runbook = bind(entry, ExecutionStatus.REFUSED, now, output);
        runbook.ifPresent(bound -> begin(entry, bound, now, output));
    }

    private void begin(JournalEntry entry, BoundRunbook runbook, Instant now, Output output) {
        if (runbook.steps().isEmpty()) {
            finish(entry, ExecutionStatus.FAILED, "its runbook has no steps", now, output);
        } else {
            run(entry, 0, runbook, executions.begun(entry.decision(), now), now, output);
        }
    }

    /** The runbook, or the decision's end if it cannot be bound any more: files change, also while decisions wait. */
    private Optional<BoundRunbook> bind(JournalEntry entry, ExecutionStatus otherwise, Instant now, Output output) {
        return acceptance.bind(entry.decision()).either(Optional::of, problems -> {
            finish(entry, otherwise, "runbook: " + String.join("; ", problems), now, output);
            return Optional.empty();
        });
    }

    private void run(JournalEntry entry, int step, BoundRunbook runbook, Execution soFar, Instant now, Output output) {
        Duration left = runbook.budget().minus(Duration.between(soFar.startedAt(), now));
        if (left.isNegative() || left.isZero()) {
            String reason = "its budget of " + runbook.budget() + " was over before step "
                    + runbook.steps().get(step).name();
            finish(entry, soFar, ExecutionStatus.FAILED, reason, now, output);
            return;
        }
        put(entry.started(step, runbook.fingerprint(), soFar, now), output);
        output.publish(soFar);
        output.begin(effect(entry, step, runbook.steps().get(step), soFar, left));
    }

    private static Effect effect(JournalEntry entry, int step, Step what, Execution soFar, Duration left) {
        return new Effect(
                entry.decision().service(),
                entry.decision().decisionId(),
                entry.decision().correlationId(),
                soFar.attempt(),
                step,
                what.name(),
                what.action(),
                what.budget().compareTo(left) <= 0 ? what.budget() : left);
    }

    private void endStep(
            JournalEntry entry, Effect effect, StepOutcome outcome, Instant startedAt, Instant now, Output output) {
        if (outcome instanceof StepOutcome.Done done) {
            StepResult result = new StepResult(
                    effect.name(), ExecutionStatus.SUCCEEDED, startedAt, now, done.exitCode(), done.output());
            goOn(entry, executions.with(soFar(entry), result, done.confirmedWeight()), now, output);
        } else if (outcome instanceof StepOutcome.Failed failed) {
            StepResult result = new StepResult(
                    effect.name(), ExecutionStatus.FAILED, startedAt, now, failed.exitCode(), failed.output());
            Execution soFar = executions.with(soFar(entry), result, Optional.empty());
            String reason = "step " + effect.name() + ": " + failed.reason();
            finish(entry, soFar, ExecutionStatus.FAILED, reason, now, output);
        } else if (outcome instanceof StepOutcome.NotBegun) {
            tryAgain(entry, now, output);
        }
    }

    /** Permission was missing, so nothing was touched: the same attempt, unless the world has moved on. */
    private void tryAgain(JournalEntry entry, Instant now, Output output) {
        Optional<BoundRunbook> runbook = bind(entry, ExecutionStatus.FAILED, now, output);
        Optional<JournalEntry> successor = journal.successorOf(entry);
        if (runbook.isEmpty()) {
            return;
        }
        if (successor.isPresent()) {
            String reason = "not begun: " + successor.get().decision().decisionId() + " took its place";
            finish(entry, ExecutionStatus.SUPERSEDED, reason, now, output);
        } else if (entry.received().expiredAt(now)) {
            finish(entry, ExecutionStatus.FAILED, Expiry.sentence(entry.received(), now), now, output);
        } else {
            run(entry, entry.step(), runbook.get(), soFar(entry), now, output);
        }
    }

    private void goOn(JournalEntry entry, Execution soFar, Instant now, Output output) {
        Optional<BoundRunbook> runbook = bind(entry, ExecutionStatus.FAILED, now, output);
        if (runbook.isEmpty()) {
            return;
        }
        Optional<JournalEntry> successor = journal.successorOf(entry);
        int next = entry.step() + 1;
        if (next == runbook.get().steps().size()) {
            finish(entry, soFar, ExecutionStatus.SUCCEEDED, entry.decision().reason(), now, output);
        } else if (successor.isPresent()) {
            String reason =
                    "stopped before step " + runbook.get().steps().get(next).name() + ": "
                            + successor.get().decision().decisionId() + " took its place";
            finish(entry, soFar, ExecutionStatus.SUPERSEDED, reason, now, output);
        } else {
            run(entry, next, runbook.get(), soFar, now, output);
        }
    }

    private void recover(JournalEntry entry, Instant now, Output output) {
        Optional<BoundRunbook> bound = bind(entry, ExecutionStatus.FAILED, now, output);
        if (bound.isEmpty()) {
            return;
        }
        Optional<JournalEntry> successor = journal.successorOf(entry);
        if (successor.isPresent()) {
            String reason = "interrupted, its outcome is not known; "
                    + successor.get().decision().decisionId() + " took its place";
            finish(entry, ExecutionStatus.SUPERSEDED, reason, now, output);
        } else {
            Recovery.of(entry, bound.get(), now)
                    .ifPresentOrElse(
                            reason -> finish(entry, ExecutionStatus.FAILED, reason, now, output),
                            () -> run(
                                    entry,
                                    entry.step(),
                                    bound.get(),
                                    executions.again(soFar(entry), now),
                                    now,
                                    output));
        }
    }

    private void finish(JournalEntry entry, ExecutionStatus status, String reason, Instant now, Output output) {
        Execution soFar =
                entry.execution().orElseGet(() -> executions.untouched(entry.decision(), status, reason, now));
        finish(entry, soFar, status, reason, now, output);
    }

    private void finish(
            JournalEntry entry, Execution soFar, ExecutionStatus status, String reason, Instant now, Output output) {
        Execution outcome = executions.ended(soFar, status, reason, now);
        put(entry.finished(outcome, now), output);
        output.publish(outcome);
    }

    private void put(JournalEntry entry, Output output) {
        journal.put(entry);
        output.write(entry);
    }

    private void forgetWhatIsLongOver(String service, Output output) {
        for (String key : journal.expendable(service)) {
            journal.forget(key);
            output.forget(key);
        }
    }

    private static Execution soFar(JournalEntry running) {
        return running.execution()
                .orElseThrow(() -> new IllegalStateException(running.key() + " runs without an execution"));
    }
}
