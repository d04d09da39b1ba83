package dev.headgate.process;

import java.util.function.LongSupplier;

/** How often something may be asked for: so many at once, and so many a second from then on. Thread-safe. */
public final class RateLimit {

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
    public RateLimit(int burst, int perSecond, LongSupplier nanos) {
        this.burst = burst;
        this.perSecond = perSecond;
        this.nanos = nanos;
        this.left = burst;
        this.lastAt = nanos.getAsLong();
    }

    /** Whether one more may be; it counts if it may. */
    public synchronized boolean admits() {
        if (!wouldAdmit()) {
            return false;
        }
        left--;
        return true;
    }

    /** Whether one more might be; it does not count. */
    public synchronized boolean wouldAdmit() {
        long now = nanos.getAsLong();
        left = Math.min(burst, left + (now - lastAt) / NANOS * perSecond);
        lastAt = now;
        return left >= 1;
    }
}
