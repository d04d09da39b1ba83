package dev.headgate.process;

import java.util.function.LongSupplier;

/** How often something may be asked for: so many at once, and so many a second from then on. Thread-safe. */
final class RateLimit {

    private static final double NANOS = 1e9;

    private final double burst;
    private final double perSecond;
    private final LongSupplier nanos;
    private double left;
    private long lastAt;

    /**
     * A limit that nothing is used of yet.
     *
     * @param nanos a clock that never goes back
     */
    RateLimit(int burst, int perSecond, LongSupplier nanos) {
        this.burst = burst;
        this.perSecond = perSecond;
        this.nanos = nanos;
        this.left = burst;
        this.lastAt = nanos.getAsLong();
    }

    /** Whether one more may be; it counts if it may. */
    synchronized boolean admits() {
        long now = nanos.getAsLong();
        left = Math.min(burst, left + (now - lastAt) / NANOS * perSecond);
        lastAt = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
