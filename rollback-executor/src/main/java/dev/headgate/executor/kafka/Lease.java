package dev.headgate.executor.kafka;

import dev.headgate.executor.action.Permission;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How long this process may still believe that it is a member of the group.
 *
 * <p>It begins at the moment <em>before</em> a request with which the broker confirmed the membership, and lasts less
 * than the session: as long as it is valid the coordinator cannot have given the partitions to another. A poll alone
 * proves nothing: the first poll of a process that was paused for a minute returns as if nothing had happened. The
 * clock is monotonic and goes on while the process is paused. Thread-safe.
 */
final class Lease implements Permission {

    private final long nanos;
    private final LongSupplier clock;
    private volatile long begin;
    private volatile boolean held;

    /** @param clock monotonic nanoseconds */
    Lease(Duration duration, LongSupplier clock) {
        this.nanos = duration.toNanos();
        this.clock = clock;
    }

    /** A moment to be passed to {@link #confirmed} if the request that is sent now is answered. */
    long now() {
        return clock.getAsLong();
    }

    /** The broker confirmed the membership with a request that was sent at this moment. */
    void confirmed(long sentAt) {
        begin = sentAt;
        held = true;
    }

    /** The membership ended. */
    void end() {
        held = false;
    }

    /** Whether less than a third of it has passed. */
    boolean isFresh() {
        return held && clock.getAsLong() - begin < nanos / 3;
    }

    @Override
    public Optional<String> missing() {
        long age = clock.getAsLong() - begin;
        if (held && age < nanos) {
            return Optional.empty();
        }
        return Optional.of(
                held
                        ? "the membership was last confirmed " + age / 1_000_000 + " ms ago, the lease is "
                                + nanos / 1_000_000 + " ms"
                        : "not a confirmed member of the group");
    }
}
