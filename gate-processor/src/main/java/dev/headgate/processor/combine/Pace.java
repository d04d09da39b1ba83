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

    private final long commitNanos;
    private final long progressNanos;
    private long committedAt;
    private long toldAt;
    private boolean came;
    private boolean tellAtOnce;
    private boolean teller;

    Pace(Duration commitInterval, Duration progressInterval, long now) {
        commitNanos = commitInterval.toNanos();
        progressNanos = progressInterval.toNanos();
        committedAt = now - commitNanos;
        toldAt = now;
    }

    /** Something came that is to be committed. */
    void came() {
        came = true;
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
        return progressDue(now) || (came && now - committedAt >= commitNanos);
    }

    /** How long there is nothing to do unless something comes. */
    Duration sleep(long now) {
        long until = LONGEST_SLEEP.toNanos();
        if (came) {
            until = Math.min(until, committedAt + commitNanos - now);
        }
        if (teller) {
            until = tellAtOnce ? 0 : Math.min(until, toldAt + progressNanos - now);
        }
        return Duration.ofNanos(Math.max(0, until));
    }

    /** A transaction was tried: what came is in it, or will come again. */
    void tried(long now) {
        committedAt = now;
        came = false;
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
