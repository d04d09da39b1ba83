package dev.headgate.console.model;

import dev.headgate.console.rollout.RolloutHistory;
import dev.headgate.console.view.CommandRow;
import dev.headgate.console.view.DecisionDetail;
import dev.headgate.console.view.DecisionRow;
import dev.headgate.console.view.ExecutionRow;
import dev.headgate.console.view.FigureSeries;
import dev.headgate.console.view.MonthFigures;
import dev.headgate.console.view.PolicyView;
import dev.headgate.console.view.RolloutDetail;
import dev.headgate.console.view.RolloutRow;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.codec.RecordJson;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.ExecutorHold;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.HandleCallback;

/**
 * What the log says about rollouts, for the console's questions. Thread-safe; a question sees what one batch has left, and
 * waits for the feed no longer than a commit.
 */
public final class ReadModel implements AutoCloseable {

    private static final int OUTDATED_AT_ONCE = 50;

    private final Database database;
    private final KnownPolicies policies = new KnownPolicies();
    private final Unreadable unreadable = new Unreadable();
    private final FigureTable figures = new FigureTable();
    private final Changes changes = new Changes();
    private final AtomicLong version = new AtomicLong();
    /** Grows with whatever may change what executors are held by. */
    private final AtomicLong ordersRead = new AtomicLong();

    private volatile InForce inForce = new InForce(-1, Map.of());

    private final RolloutTable rollouts;
    private final Intake intake;
    private final RolloutQueries rolloutQueries;
    private final DecisionQueries decisionQueries;
    private final CommandQueries commandQueries;
    private final PolicyQueries policyQueries;
    private final EndingQueries endingQueries;
    private final ExecutorQueries executorQueries;

    private ReadModel(Database database, Signatures signatures, Supplier<Instant> now) {
        this.database = database;
        RecordJson json = new RecordJson();
        JsonCodec codec = new JsonCodec();
        Facts facts = new Facts(
                new DecisionTable(json, codec, signatures),
                new ExecutionTable(json, codec),
                new CommandTable(json, codec, signatures),
                new StateTable(codec),
                new EvaluationTable(codec, figures, unreadable),
                policies);
        rollouts = new RolloutTable(json, facts);
        intake = new Intake(facts, rollouts, unreadable);
        rolloutQueries = new RolloutQueries(json, facts);
        decisionQueries = new DecisionQueries(json, facts);
        commandQueries = new CommandQueries(json, facts);
        policyQueries = new PolicyQueries(json, now);
        endingQueries = new EndingQueries(json);
        executorQueries = new ExecutorQueries(codec, facts);
        version.set(database.read(handle -> Meta.read(handle, Meta.VERSION))
                .map(Long::parseLong)
                .orElse(0L));
    }

    /** The orders that executors obey, as they were looked up when so much had been read. */
    private record InForce(long read, Map<String, CarriedOut> orders) {}

    /** An empty one that is gone when it is closed; signatures are not checked. */
    public static ReadModel inMemory() {
        return inMemory(Signatures.NOT_CHECKED, Instant::now);
    }

    /** An empty one that is gone when it is closed. */
    public static ReadModel inMemory(Signatures signatures, Supplier<Instant> now) {
        return new ReadModel(Database.inMemory(), signatures, now);
    }

    /** As {@link #open(Path, Signatures, Supplier)}; signatures are not checked. */
    public static ReadModel open(Path directory) {
        return open(directory, Signatures.NOT_CHECKED, Instant::now);
    }

    /**
     * One that is kept in a directory; made anew if what is there is damaged or of another release.
     *
     * @throws IllegalStateException if another process has it open
     * @throws java.io.UncheckedIOException if the directory cannot be used
     */
    public static ReadModel open(Path directory, Signatures signatures, Supplier<Instant> now) {
        return new ReadModel(Database.open(directory), signatures, now);
    }

    /** Takes records in, and how far the log was read with them, in one transaction. For one thread at a time. */
    public synchronized void apply(List<LogRecord> batch, Positions positions) {
        write(handle -> intake.take(handle, batch, positions));
        if (batch.stream()
                .anyMatch(record -> record.key().filter(ExecutorHold::isService).isPresent())) {
            ordersRead.incrementAndGet();
        }
    }

    /**
     * Removes what the log does not hold any more at that time, of some rollouts: it does not take long. For one thread at a
     * time.
     *
     * @return whether there is more to be removed
     */
    public synchronized boolean removeOutdated(Instant now) {
        AtomicBoolean more = new AtomicBoolean();
        write(handle -> {
            Set<String> fewer = Retention.remove(handle, now, OUTDATED_AT_ONCE);
            more.set(fewer.size() == OUTDATED_AT_ONCE);
            rollouts.forget(fewer);
            return fewer.isEmpty() ? Optional.empty() : Optional.of(intake.retold(handle, fewer));
        });
        ordersRead.incrementAndGet();
        return more.get();
    }

    /** Writes all or nothing, and tells of it. What was remembered of what came to nothing is forgotten. */
    private void write(HandleCallback<Optional<Change>, RuntimeException> change) {
        Optional<Change> written;
        try {
            written = database.write(change);
        } catch (RuntimeException e) {
            rollouts.forget();
            policies.forget();
            throw e;
        }
        written.ifPresent(this::tell);
    }

    /** Forgets everything that came of the log, to read it again from its beginning. */
    public synchronized void clear() {
        rollouts.forget();
        policies.forget();
        tell(database.write(intake::forget));
        ordersRead.incrementAndGet();
    }

    /**
     * That what is read from now on is of this log. What is known of another one is forgotten; whether it was. For one thread
     * at a time.
     *
     * @param identity tells this log from every other one
     */
    public synchronized boolean readsFrom(String identity) {
        boolean other = database.read(handle -> Meta.read(handle, Meta.LOG))
                .filter(known -> !known.equals(identity))
                .isPresent();
        if (other) {
            clear();
        }
        database.change(handle -> Meta.write(handle, Meta.LOG, identity));
        return other;
    }

    /** How far the log was read. */
    public Positions positions() {
        return database.read(Meta::positions);
    }

    /** How many records could not be read since this was opened. */
    public long unreadable() {
        return unreadable.count();
    }

    /**
     * Rollouts, latest begun first.
     *
     * @throws UnusableCursor if the page's cursor is none
     */
    public Slice<RolloutRow> rollouts(RolloutFilter filter, Page page) {
        return database.read(handle -> rolloutQueries.page(handle, filter, page));
    }

    /** A rollout. */
    public Optional<RolloutDetail> rollout(String rolloutId) {
        return database.read(handle -> rolloutQueries.detail(handle, rolloutId));
    }

    /** The number of the last decision that the gate says it has made of a rollout; 0 if it says nothing. */
    public int lastNumber(String rolloutId) {
        return database.read(handle -> rolloutQueries.lastNumber(handle, rolloutId));
    }

    /** A rollout's figures after an instant; none if the rollout is not known. */
    public FigureSeries figures(String rolloutId, Optional<Instant> since) {
        return database.read(handle -> figures.series(handle, rolloutId, since));
    }

    /**
     * Decisions, latest first.
     *
     * @throws UnusableCursor if the page's cursor is none
     */
    public Slice<DecisionRow> decisions(DecisionFilter filter, Page page) {
        return database.read(handle -> decisionQueries.page(handle, filter, page));
    }

    /**
     * The same decisions with what each of these very records holds. That is made into something within the question, one
     * record after the other: documents may be long.
     *
     * @throws UnusableCursor if the page's cursor is none
     */
    public <T> Slice<T> decisions(DecisionFilter filter, Page page, Function<DecisionRecord, T> made) {
        return database.read(handle -> decisionQueries.page(handle, filter, page, made));
    }

    /**
     * A decision, by its link or its id; the latest one where several refusals have the same id. Where several records have the
     * same link it is the one that may be believed most, and of those the first in the log.
     */
    public Optional<DecisionDetail> decision(String decisionId) {
        return database.read(handle -> decisionQueries.detail(handle, decisionId));
    }

    /** What executors did about a rollout's decisions, latest begun first. */
    public List<ExecutionRow> executions(String rolloutId) {
        return database.read(handle -> decisionQueries.executions(handle, rolloutId));
    }

    /** A policy. */
    public Optional<PolicyView> policy(String hash) {
        return database.read(handle -> policyQueries.policy(handle, hash));
    }

    /** Figures of services and months, both inclusive; latest month first, then by service. */
    public List<MonthFigures> months(Optional<String> service, YearMonth from, YearMonth to) {
        return database.read(handle -> MonthQueries.months(handle, service, from, to));
    }

    /** How a rollout went; empty if neither a decision nor a command tells of it. */
    public Optional<RolloutHistory> history(String rolloutId) {
        return database.read(handle -> endingQueries.history(handle, rolloutId));
    }

    /**
     * How rollouts went that were started then, oldest first: the same that {@link #months} counts.
     *
     * @param from started then or later
     * @param to started before
     */
    public List<RolloutHistory> histories(Optional<String> service, Instant from, Instant to) {
        return database.read(handle -> endingQueries.histories(handle, service, from, to));
    }

    /** The names of all services, sorted. */
    public List<String> services() {
        return database.read(rolloutQueries::services);
    }

    /**
     * Commands, latest first.
     *
     * @throws UnusableCursor if the page's cursor is none
     */
    public Slice<CommandRow> commands(CommandFilter filter, Page page) {
        return database.read(handle -> commandQueries.page(handle, filter, page));
    }

    /** Where the command of an id stands; empty if none was read. */
    public Optional<CommandStanding> command(String commandId) {
        return database.read(handle -> commandQueries.standing(handle, commandId));
    }

    /** A decision with the latest attempt to carry it out. */
    public Optional<CarriedOut> carriedOut(String decisionId) {
        return database.read(handle -> executorQueries.carriedOut(handle, decisionId));
    }

    /** What was said to executors under a correlation id, with their answers: one word, or an order for each partition. */
    public List<CarriedOut> saidToExecutors(String correlationId) {
        return database.read(handle -> executorQueries.said(handle, correlationId));
    }

    /** What holds executors back, a hold for each partition. */
    public List<Decision> holds() {
        return ordersInForce().values().stream()
                .map(CarriedOut::decision)
                .filter(ExecutorHold::holds)
                .toList();
    }

    /**
     * The orders that executors obey, holds and releases, by the names that stand for the partitions: of each partition the
     * last one that was taken.
     */
    public Map<String, CarriedOut> ordersInForce() {
        long read = ordersRead.get();
        InForce known = inForce;
        if (known.read() != read) {
            known = new InForce(read, database.read(executorQueries::inForce));
            inForce = known;
        }
        return known.orders();
    }

    /** What was answered to a request with this idempotency key. */
    public Optional<StoredAnswer> answered(String key) {
        return database.read(handle -> Answers.find(handle, key));
    }

    /** Keeps an answer; the first one under a key stays. */
    public void answered(String key, StoredAnswer answer) {
        database.change(handle -> Answers.keep(handle, key, answer));
    }

    /** Grows with each change, over restarts too where it is kept in a directory. */
    public long version() {
        return version.get();
    }

    /** Tells of each change. */
    public Changes changes() {
        return changes;
    }

    /** Closes the database. */
    @Override
    public void close() {
        database.close();
    }

    private void tell(Change change) {
        version.set(change.version());
        changes.tell(change);
    }
}
