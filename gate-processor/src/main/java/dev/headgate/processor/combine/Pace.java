package dev.headgate.processor.combine;

import java.time.Duration;

/**
 * When the next transaction is due: as soon as something has come, but not sooner after the last one than the interval; and
 * whenever it is time to tell how far one has come. Times are of a clock that only goes forwards, nanoseconds. Not thread safe.
 */
final class Pace {

    /** How long a loop may sleep at most: it has to look whether it is to stop. */
    static final Duration LONGEST_SLEEP = Duration.ofMillis(500);

    private static final Duration SOON = Duration.ofMillis(50);

    /** Of a transaction with fewer records little is fetched at a time. */
    private static final int FEW_RECORDS = 200;

    /** So long before a transaction what came meanwhile is fetched. */
    private static final Duration TO_FETCH = Duration.ofMillis(10);

    private final long commitNanos;
    private final long progressNanos;
    private long committedAt;
    private long toldAt;
    private int came;
    private int cameBefore;
    private boolean tellAtOnce;
    private boolean teller;

    Pace(Duration commitInterval, Duration progressInterval, long now) {
        commitNanos = commitInterval.toNanos();
        progressNanos = progressInterval.toNanos();
        committedAt = now - commitNanos;
        toldAt = now;
    }

    /** Records came that are to be committed. */
    void came(int records) {
        came += records;
    }

    /** Somebody has to be told at the next opportunity, and from then on in each interval. */
    void tellAtOnce() {
        tellAtOnce = true;
        teller = true;
    }

    /** There is nothing to tell any more. */
    void tellNothing() {
        teller = false;
        tellAtOnce = false;
    }

    /** Whether it is time to tell how far one has come. */
    boolean progressDue(long now) {
        return teller && (tellAtOnce || now - toldAt >= progressNanos);
    }

    /** Whether it is time for a transaction. */
    boolean due(long now) {
        return progressDue(now) || (came > 0 && now - committedAt >= commitNanos);
    }

    /** How long there is nothing to do unless something comes. */
    Duration sleep(long now) {
        return Duration.ofNanos(Math.max(0, nanosUntilDue(now)));
    }

    /**
     * How long there is no use in fetching: what comes meanwhile cannot leave sooner anyway, and few records are fetched at
     * once for less than one by one. None where many come, as fetching takes its time then.
     */
    Duration rest(long now) {
        return came == 0 || came >= FEW_RECORDS || cameBefore >= FEW_RECORDS
                ? Duration.ZERO
                : Duration.ofNanos(Math.max(0, nanosUntilDue(now) - TO_FETCH.toNanos()));
    }

    private long nanosUntilDue(long now) {
        long until = LONGEST_SLEEP.toNanos();
        if (came > 0) {
            until = Math.min(until, committedAt + commitNanos - now);
        }
        if (teller) {
            until = tellAtOnce ? 0 : Math.min(until, toldAt + progressNanos - now);
        }
        return until;
    }

    /** A transaction was tried: what came is in it, or will come again. */
    void tried(long now) {
        committedAt = now;
        cameBefore = came;
        came = 0;
    }

    /** How far one has come is not known yet: soon again. */
    void notTold(long now) {
        toldAt = now - progressNanos + Math.min(progressNanos, SOON.toNanos());
        tellAtOnce = false;
    }

    /** How far one has come was told. */
    void told(long now) {
        toldAt = now;
        tellAtOnce = false;
    }
}
