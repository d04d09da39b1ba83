package dev.headgate.executor.dispatch;

import dev.headgate.executor.acceptance.Acceptance;
import dev.headgate.executor.acceptance.Received;
import dev.headgate.executor.acceptance.RefusalCause;
import dev.headgate.executor.acceptance.Ruling;
import dev.headgate.executor.journal.Journal;
import dev.headgate.executor.journal.JournalEntry;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The order of work in one partition: which decision is taken up when, what supersedes what, and what
 * becomes of what a crash interrupted. {@link StepSequence} holds which step follows within a decision.
 *
 * <p>Each call changes the journal it was given and adds to an {@link Output}; the caller writes the output in one
 * transaction and only then begins its effects. If that transaction fails, this object and its journal must be thrown
 * away and built anew from the topic. Per service one decision runs at a time, in the order of the log; but less traffic
 * never waits for a run: a rollback stops it, and a step back is made beside it.
 *
 * <p>For one owner; not thread-safe. Deterministic: no clock, time comes in.
 */
public final class Dispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final Journal journal;
    private final Acceptance acceptance;
    private final Journaling journaling;
    private final StepSequence steps;
    private final WordRules words;
    private final int queueLimit;

    /** Works on this journal, however much waits. */
    public Dispatcher(Journal journal, Acceptance acceptance, String executor) {
        this(journal, acceptance, executor, Integer.MAX_VALUE);
    }

    /**
     * Works on this journal.
     *
     * @param executor this executor's name, written into every execution
     * @param queueLimit how many decisions of a service may be unfinished until its runs are refused that grow old; a shift
     *     takes the place of what waits, and never is one too many, nor is what is of use however late
     */
    public Dispatcher(Journal journal, Acceptance acceptance, String executor, int queueLimit) {
        this.journal = journal;
        this.acceptance = acceptance;
        this.queueLimit = queueLimit;
        Executions executions = new Executions(executor);
        this.journaling = new Journaling(journal, executions);
        this.steps = new StepSequence(journal, acceptance, executions, journaling);
        this.words = new WordRules(journal);
    }

    /** The journal, for reading. */
    public Journal journal() {
        return journal;
    }

    /**
     * A decision was read, its signature valid. One of a shadow leaves no trace at all: not in the journal, where it could
     * push out what counts, nor among the executions, which the gate judges by.
     *
     * @return whether it was new; a decision that the journal knows, or is too old to know, is a replay and changes
     *     nothing
     */
    public boolean arrived(Received received, Instant now, Output output) {
        String service = received.decision().service();
        if (received.isShadow()) {
            LOG.info("{} is a shadow's and not carried out", received.decision().decisionId());
            output.refuse(RefusalCause.SHADOW);
            return true;
        }
        if (received.isHoldOrRelease()) {
            return heldOrReleased(received, now, output);
        }
        if (!acceptance.isOurs(service)) {
            LOG.debug(
                    "{} is of service {}, which is not this executor's",
                    received.decision().decisionId(),
                    service);
            output.refuse(RefusalCause.OTHER_SERVICE);
            return true;
        }
        if (journal.knows(service, received.decision().decisionId()) || journal.mayHaveForgotten(received)) {
            return false;
        }
        if (received.isWord()) {
            said(received, now, output);
            return true;
        }
        Ruling ruling = rule(received, now);
        if (ruling instanceof Ruling.Refuse refusal) {
            output.refuse(refusal.cause());
            journaling.refused(received, refusal.status(), refusal.reason(), now, output);
        } else if (ruling instanceof Ruling.Accept) {
            accept(received, now, output);
        } else {
            note(received, now, output);
        }
        journaling.forgetWhatIsLongOver(service, output);
        return true;
    }

    /** It is answered by an execution of its own, since nothing else tells that it was taken. */
    private boolean heldOrReleased(Received received, Instant now, Output output) {
        Decision decision = received.decision();
        if (journal.knows(decision.service(), decision.decisionId()) || journal.mayHaveForgotten(received)) {
            return false;
        }
        if (acceptance.ruleOnHold(received) instanceof Ruling.Refuse refusal) {
            output.refuse(refusal.cause());
            journaling.refused(received, refusal.status(), refusal.reason(), now, output);
        } else {
            LOG.warn("{}: {}", decision.decisionId(), decision.reason());
            journaling.answered(received, now, output);
        }
        journaling.forgetWhatIsLongOver(decision.service(), output);
        return true;
    }

    /**
     * What a person says is kept and answered, and acted upon when work is taken up. What does not count leaves no trace
     * in the journal.
     */
    private void said(Received received, Instant now, Output output) {
        Optional<Ruling.Refuse> objection = words.objection(received, now);
        if (objection.isPresent() && !acceptance.isDryRun()) {
            output.discard(received, objection.get().cause(), objection.get().reason());
            journaling.unheard(received, objection.get().reason(), now, output);
        } else if (objection.isEmpty()) {
            LOG.warn(
                    "{}: {}",
                    received.decision().regards().orElse(""),
                    received.decision().reason());
            journaling.answered(received, now, output);
        }
    }

    /** Takes up what waits, for every service where nothing is in its way. */
    public void takeUp(Instant now, Output output) {
        journal.busyServices().forEach(service -> takeUp(service, now, output));
    }

    /**
     * A step ended. What does not belong to the running step of its decision is ignored.
     *
     * @param startedAt when the step was begun
     */
    public void ended(Effect effect, StepOutcome outcome, Instant startedAt, Instant now, Output output) {
        running(effect)
                .ifPresent(entry ->
                        guarded(entry, now, output, () -> steps.ended(entry, effect, outcome, startedAt, now, output)));
    }

    /**
     * Whether a later decision has taken the place of an effect that has not begun yet, or its own decision has gone on
     * without it. It must not begin then: to be told as {@link StepOutcome.NotBegun}.
     */
    public boolean isOvertaken(Effect effect) {
        return running(effect).isEmpty() || hasSuccessor(effect);
    }

    private boolean hasSuccessor(Effect effect) {
        return journal.entry(effect.service(), effect.decisionId())
                .flatMap(journal::successorBeforeItRuns)
                .isPresent();
    }

    /** The decision whose running part it is. */
    private Optional<JournalEntry> running(Effect effect) {
        return journal.running(effect.service()).stream()
                .filter(entry -> entry.decision().decisionId().equals(effect.decisionId()))
                .filter(entry -> entry.step() == effect.step() && entry.part() == effect.part())
                .filter(entry -> entry.question().isEmpty())
                .filter(entry -> StepSequence.soFar(entry).attempt() == effect.attempt())
                .findFirst();
    }

    /**
     * Whether an effect that runs must be stopped at once: a run that a rollback has taken the place of, since a rollback
     * never waits for a hook. To be told as {@link StepOutcome.Abandoned} once it has ended. A shift is never cut short.
     */
    public boolean mustStop(Effect effect) {
        return effect.kind() == DecisionKind.RUN && hasSuccessor(effect);
    }

    /**
     * What a former owner left half done: run again what may be, fail what may not. To be called once, before anything
     * else, when no former owner can act any more.
     *
     * <p>Where a service is in doubt because an entry of it cannot be read ({@link Journal}), advances and runs that wait
     * or were interrupted fail: what cannot be read may be the rollback that took their place. Retreats go on.
     *
     * @param trusted whether an entry's original bytes still bear a valid signature
     */
    public void recover(Instant now, Predicate<Received> trusted, Output output) {
        for (JournalEntry entry : journal.entries()) {
            if (!entry.progress().isOver()) {
                objection(entry, trusted)
                        .ifPresent(reason -> journaling.finished(entry, ExecutionStatus.FAILED, reason, now, output));
            }
        }
        for (String service : journal.services()) {
            journal.running(service).forEach(entry -> distrust(entry, trusted, output));
            journal.running(service)
                    .forEach(entry -> guarded(entry, now, output, () -> steps.recover(entry, now, output)));
            journal.waiting(service).forEach(entry -> supersede(entry, now, output));
        }
    }

    /** What was said to an entry counts only if an operator has signed it: it is about to be acted upon. */
    private void distrust(JournalEntry entry, Predicate<Received> trusted, Output output) {
        journal.wordsFor(entry).stream()
                .filter(word -> !trusted.test(word.received()))
                .forEach(word -> journaling.forget(word.key(), output));
    }

    private Optional<String> objection(JournalEntry entry, Predicate<Received> trusted) {
        if (!trusted.test(entry.received())) {
            return Optional.of("its signature in the journal is not valid any more");
        }
        boolean doubt = !journal.unreadableOf(entry.decision().service()).isEmpty();
        return doubt && !entry.received().isRetreat()
                ? Optional.of(
                        "another entry of its service in the journal cannot be read, and may be what took its place;"
                                + " a person must decide")
                : Optional.empty();
    }

    private void accept(Received received, Instant now, Output output) {
        journaling.accepted(received, now, output);
        if (!received.isRun()) {
            journaling.forgetWhatCannotBeRead(received.decision().service(), output);
        }
        journal.waiting(received.decision().service()).forEach(earlier -> supersede(earlier, now, output));
    }

    /** Only the end of a rollout matters later; other news would fill the journal. */
    private void note(Received received, Instant now, Output output) {
        if (received.decision().kind() == DecisionKind.COMPLETE) {
            journaling.noted(received, now, output);
        }
    }

    private void supersede(JournalEntry waiting, Instant now, Output output) {
        journal.successorOf(waiting).ifPresent(later -> {
            String reason = "not begun: " + StepSequence.tookItsPlace(later);
            journaling.finished(waiting, ExecutionStatus.SUPERSEDED, reason, now, output);
        });
    }

    private void takeUp(String service, Instant now, Output output) {
        for (JournalEntry running : journal.running(service)) {
            guarded(running, now, output, () -> steps.answer(running, now, output));
        }
        Optional<JournalEntry> next = journal.next(service, now);
        while (next.isPresent()) {
            JournalEntry begun = next.get();
            Optional<Execution> done = journal.doneDirectly(begun).flatMap(JournalEntry::execution);
            if (done.isPresent()) {
                journaling.settled(begun, done.get(), now, output);
            } else {
                guarded(begun, now, output, () -> steps.begin(begun, now, output));
            }
            next = journal.next(service, now);
        }
    }

    private Ruling rule(Received received, Instant now) {
        try {
            String service = received.decision().service();
            Ruling ruling = acceptance.rule(received, journal.history(service), now);
            boolean mayBeOneTooMany = ruling instanceof Ruling.Accept && received.isRun() && received.expires();
            return mayBeOneTooMany && journal.unfinished(service) >= queueLimit
                    ? new Ruling.Refuse(
                            RefusalCause.QUEUE_FULL,
                            queueLimit + " decisions of " + service + " wait or run, which is queue.limit: look what"
                                    + " keeps them")
                    : ruling;
        } catch (RuntimeException unforeseen) {
            LOG.error("{} cannot be ruled on", received.decision().decisionId(), unforeseen);
            return new Ruling.Refuse(
                    RefusalCause.UNFORESEEN,
                    "unforeseen, an error of the executor's; a person must decide: " + unforeseen);
        }
    }

    /** An error of ours ends the decision in which it shows itself, and nothing else. */
    private void guarded(JournalEntry entry, Instant now, Output output, Runnable move) {
        try {
            move.run();
        } catch (RuntimeException unforeseen) {
            LOG.error("{} cannot go on", entry.key(), unforeseen);
            String reason = "unforeseen, an error of the executor's; a person must decide: " + unforeseen;
            journaling.finished(entry, ExecutionStatus.FAILED, reason, now, output);
        }
    }
}
