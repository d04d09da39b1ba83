package dev.headgate.cli.receive;

import java.util.function.LongSupplier;

/** Lets so many through a second, and at most that many at once. Thread-safe. */
final class RateLimit {

    private static final double NANOS_PER_SECOND = 1e9;

    private final double perSecond;
    private final LongSupplier nanos;
    private double left;
    private long at;

    /** @param nanos a clock that never goes back, nanoseconds */
    RateLimit(int perSecond, LongSupplier nanos) {
        this.perSecond = perSecond;
        this.nanos = nanos;
        left = perSecond;
        at = nanos.getAsLong();
    }

    /** Whether another one may pass now. */
    synchronized boolean admits() {
        long now = nanos.getAsLong();
        left = Math.min(perSecond, left + (now - at) / NANOS_PER_SECOND * perSecond);
        at = now;
        if (left < 1) {
            return false;
        }
        left -= 1;
        return true;
    }
}
