package dev.headgate.telemetry;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What Kafka would not take yet, oldest first: {@value #KEPT_SECONDS} s and {@value #MOST_BYTES} bytes of it, of more the
 * oldest is let go. After a failure it waits 200 ms, then twice as long each time, up to 5 s. Not thread-safe.
 */
final class Backlog {

    static final long KEPT_SECONDS = 60;
    static final int MOST_BYTES = 16 << 20;

    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(5);
    private static final long KEPT = TimeUnit.SECONDS.toNanos(KEPT_SECONDS);

    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private long bytes;
    private long pause;
    private long failedAt;

    private record Waiting(Outgoing value, long since) {}

    void add(List<Outgoing> values, long nowNanos) {
        for (Outgoing value : values) {
            waiting.add(new Waiting(value, nowNanos));
            bytes += value.bytes().length;
        }
    }

    /** Lets go what has been kept for too long, or is too much; how many requests that were. */
    long letGo(long nowNanos) {
        long requests = 0;
        Waiting oldest = waiting.peek();
        while (oldest != null && (nowNanos - oldest.since() >= KEPT || bytes > MOST_BYTES)) {
            requests += oldest.value().requests();
            sent();
            oldest = waiting.peek();
        }
        return requests;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** The oldest; there must be one. */
    Outgoing oldest() {
        return waiting.element().value();
    }

    /** Forgets the oldest. */
    void sent() {
        bytes -= waiting.remove().value().bytes().length;
    }

    /** Whether Kafka may be asked: the pause after the last failure is over. */
    boolean mayTry(long nowNanos) {
        return pause == 0 || nowNanos - failedAt >= pause;
    }

    void failed(long nowNanos) {
        failedAt = nowNanos;
        pause = pause == 0 ? FIRST_PAUSE : Math.min(LONGEST_PAUSE, pause * 2);
    }

    void succeeded() {
        pause = 0;
    }
}
