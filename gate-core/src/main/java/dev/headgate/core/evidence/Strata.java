package dev.headgate.core.evidence;

import java.util.Optional;

/**
 * Gathers closed seconds into strata. With enough traffic every second is one; thin traffic is gathered until both
 * sides say something. When a stratum closes depends on requests, time and weight changes, never on outcomes. Not
 * thread-safe.
 */
public final class Strata {

    /** Canary requests without which a stratum stays open. */
    public static final long FEWEST_CANARY_REQUESTS = 1;

    /** Baseline requests without which a stratum stays open. */
    public static final long FEWEST_BASELINE_REQUESTS = 20;

    /** How long a stratum stays open at most, seconds. */
    public static final long LONGEST_SECONDS = 600;

    private final boolean paired;
    private PairedCounts open;
    private long seconds;

    /**
     * With nothing gathered yet.
     *
     * @param paired whether a stratum needs requests of the baseline too
     */
    public Strata(boolean paired) {
        this(paired, new State(PairedCounts.NONE, 0));
    }

    private Strata(boolean paired, State state) {
        this.paired = paired;
        open = state.open();
        seconds = state.seconds();
    }

    /**
     * What has to be remembered.
     *
     * @param open what the open stratum holds
     * @param seconds how many seconds it has lasted
     */
    public record State(PairedCounts open, long seconds) {}

    /**
     * A closed stratum.
     *
     * @param counts what happened in it
     * @param seconds how long it lasted, at least 1
     */
    public record Closed(PairedCounts counts, long seconds) {}

    /** Goes on where the state was taken. */
    public static Strata restore(boolean paired, State state) {
        return new Strata(paired, state);
    }

    /** What has to be remembered. */
    public State state() {
        return new State(open, seconds);
    }

    /** Takes the next second in; gives the stratum that it closes. */
    public Optional<Closed> add(PairedCounts second) {
        open = open.plus(second);
        seconds++;
        boolean enough = open.canaryRequests() >= FEWEST_CANARY_REQUESTS
                && (!paired || open.baselineRequests() >= FEWEST_BASELINE_REQUESTS);
        return enough || seconds >= LONGEST_SECONDS ? close() : Optional.empty();
    }

    /** Closes what is open because the weight changes. */
    public Optional<Closed> close() {
        if (seconds == 0) {
            return Optional.empty();
        }
        Closed closed = new Closed(open, seconds);
        open = PairedCounts.NONE;
        seconds = 0;
        return Optional.of(closed);
    }
}
