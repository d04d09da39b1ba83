package dev.headgate.console.model;

import dev.headgate.console.view.CommandRow;
import dev.headgate.console.view.DecisionDetail;
import dev.headgate.console.view.DecisionRow;
import dev.headgate.console.view.ExecutionRow;
import dev.headgate.console.view.FigureSeries;
import dev.headgate.console.view.MonthFigures;
import dev.headgate.console.view.PolicyView;
import dev.headgate.console.view.RolloutDetail;
import dev.headgate.console.view.RolloutRow;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/**
 * What the log says about rollouts, for the console's questions. Thread-safe; a question sees what one batch has left, and
 * waits for the feed no longer than a commit.
 */
public final class ReadModel implements AutoCloseable {

    private ReadModel() {}

    /** An empty one that is gone when it is closed. */
    public static ReadModel inMemory() {
        throw new UnsupportedOperationException();
    }

    /** One that is kept in a directory; made anew if what is there is damaged or of another release. */
    public static ReadModel open(Path directory) {
        throw new UnsupportedOperationException();
    }

    /** Takes records in, and how far the log was read with them, in one transaction. */
    public void apply(List<LogRecord> batch, Positions positions) {
        throw new UnsupportedOperationException();
    }

    /** How far the log was read. */
    public Positions positions() {
        throw new UnsupportedOperationException();
    }

    /**
     * Rollouts, latest begun first.
     *
     * @throws UnusableCursor if the page's cursor is none
     */
    public Slice<RolloutRow> rollouts(RolloutFilter filter, Page page) {
        throw new UnsupportedOperationException();
    }

    /** A rollout. */
    public Optional<RolloutDetail> rollout(String rolloutId) {
        throw new UnsupportedOperationException();
    }

    /** A rollout's figures after an instant; none if the rollout is not known. */
    public FigureSeries figures(String rolloutId, Optional<Instant> since) {
        throw new UnsupportedOperationException();
    }

    /**
     * Decisions, latest first.
     *
     * @throws UnusableCursor if the page's cursor is none
     */
    public Slice<DecisionRow> decisions(DecisionFilter filter, Page page) {
        throw new UnsupportedOperationException();
    }

    /** A decision. */
    public Optional<DecisionDetail> decision(String decisionId) {
        throw new UnsupportedOperationException();
    }

    /** What executors did about a rollout's decisions, latest begun first. */
    public List<ExecutionRow> executions(String rolloutId) {
        throw new UnsupportedOperationException();
    }

    /** A policy. */
    public Optional<PolicyView> policy(String hash) {
        throw new UnsupportedOperationException();
    }

    /** Figures of services and months, both inclusive; latest month first, then by service. */
    public List<MonthFigures> months(Optional<String> service, YearMonth from, YearMonth to) {
        throw new UnsupportedOperationException();
    }

    /** The names of all services, sorted. */
    public List<String> services() {
        throw new UnsupportedOperationException();
    }

    /**
     * Commands, latest first.
     *
     * @throws UnusableCursor if the page's cursor is none
     */
    public Slice<CommandRow> commands(CommandFilter filter, Page page) {
        throw new UnsupportedOperationException();
    }

    /** What was answered to a request with this idempotency key. */
    public Optional<StoredAnswer> answered(String key) {
        throw new UnsupportedOperationException();
    }

    /** Keeps an answer; the first one under a key stays. */
    public void answered(String key, StoredAnswer answer) {
        throw new UnsupportedOperationException();
    }

    /** Grows with each change, over restarts too where it is kept in a directory. */
    public long version() {
        throw new UnsupportedOperationException();
    }

    /** Tells of each change. */
    public Changes changes() {
        throw new UnsupportedOperationException();
    }

    /** Closes the database. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
