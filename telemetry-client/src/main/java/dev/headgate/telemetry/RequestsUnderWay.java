package dev.headgate.telemetry;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The requests whose time-out is watched, in a table of fixed size. A request that finds no place after {@value #TRIES}
 * tries is not watched but counted as ever when it ends. Thread-safe, without waiting.
 */
final class RequestsUnderWay {

    private static final int TRIES = 16;
    private static final int SPREAD = 0x9E3779B9;

    private final AtomicReferenceArray<@Nullable Request> places;
    private final LongAdder unwatched = new LongAdder();
    private final long timeoutNanos;
    private volatile boolean used;

    /**
     * An empty table.
     *
     * @param most how many requests surely have a good chance of a place; the table is twice as large
     * @param timeoutNanos when one is late; 0 watches nothing
     */
    RequestsUnderWay(int most, long timeoutNanos) {
        this.timeoutNanos = timeoutNanos;
        places = new AtomicReferenceArray<>(timeoutNanos == 0 ? 0 : Integer.highestOneBit(4 * most - 1));
    }

    void enter(Request request) {
        if (timeoutNanos == 0) {
            return;
        }
        if (!used) {
            used = true;
        }
        int thread = (int) Thread.currentThread().getId() * SPREAD;
        if (settle(request, thread >>> 8)) {
            return;
        }
        int first = (thread + (int) request.begunNanos() * SPREAD) >>> 8;
        for (int i = 0; i < TRIES; i++) {
            if (settle(request, first + i)) {
                return;
            }
        }
        request.place = Request.NOWHERE;
        unwatched.increment();
    }

    /** A thread that has one request at a time always finds its own place free, and in its processor's cache. */
    private boolean settle(Request request, int wanted) {
        int place = wanted & (places.length() - 1);
        request.place = place;
        return places.getPlain(place) == null && places.compareAndSet(place, null, request);
    }

    void leave(Request request) {
        int place = request.place;
        if (place != Request.NOWHERE) {
            places.compareAndSet(place, request, null);
        }
    }

    /** How many were not watched because there was no place. */
    long unwatched() {
        return unwatched.sum();
    }

    /** Finishes what is late, and shows it. One thread at a time. */
    void finishLate(long nowNanos, Consumer<Request> late) {
        if (!used) {
            return;
        }
        for (int place = 0; place < places.length(); place++) {
            Request request = places.get(place);
            if (request == null || nowNanos - request.begunNanos() < timeoutNanos) {
                continue;
            }
            if (request.isPatient()) {
                leave(request);
            } else if (request.finish()) {
                leave(request);
                late.accept(request);
            }
        }
    }
}
