package dev.headgate.processor.combine;

import java.time.Duration;

/**
 * Whether a loop has been turning all the time of late. One that stood still (paused, starved, waiting for brokers) knows only what it
 * was told before: that a partition held nothing more may have been true then, and must not be claimed of now. Times are of a
 * clock that only goes forwards, nanoseconds. Not thread safe.
 */
final class Awake {

    /** A turn takes no longer, unless the loop stood still. */
    static final Duration LONGEST_TURN = Duration.ofSeconds(1);

    /** So long after it stood still everything has been asked for again, and answered. */
    static final Duration TO_LOOK_AGAIN = Duration.ofSeconds(1);

    private long seenAt;
    private long freshFrom;

    Awake(long now) {
        seenAt = now;
        freshFrom = now;
    }

    /** The loop turns: to be called at least once in each turn, and before anything is concluded. */
    void seen(long now) {
        if (now - seenAt > LONGEST_TURN.toNanos()) {
            freshFrom = now + TO_LOOK_AGAIN.toNanos();
        }
        seenAt = now;
    }

    /** Whether what is known is of now. */
    boolean fresh(long now) {
        seen(now);
        return now - freshFrom >= 0;
    }
}
