package dev.headgate.telemetry;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * A request under way, from {@link TelemetryClient#begin}. It is counted once: when it is ended, or as an error when it
 * has been under way for longer than {@link TelemetryClientBuilder#requestTimeout}. Thread-safe: it may be ended by another
 * thread than the one that began it.
 */
public final class Request {

    private static final int UNDER_WAY = 0;
    private static final int OVER = 1;
    static final int NOWHERE = -1;

    private static final AtomicIntegerFieldUpdater<Request> STATE =
            AtomicIntegerFieldUpdater.newUpdater(Request.class, "state");

    private final TelemetryClient client;
    private final long begunNanos;
    private volatile int state = UNDER_WAY;
    private volatile String operation;

    /** Where it is watched; written before any other thread can see it. */
    int place = NOWHERE;

    Request(TelemetryClient client, String operation, long begunNanos) {
        this.client = client;
        this.operation = operation;
        this.begunNanos = begunNanos;
    }

    /** Names the operation anew, for what is known only after routing. Not once it is over. */
    public void operation(String name) {
        operation = name;
    }

    /** Counts it as completed now; nothing if it is over already. */
    public void end(boolean success) {
        end(success, "");
    }

    /**
     * Counts it as completed now; nothing if it is over already.
     *
     * @param success whether it was answered as its caller wanted
     * @param requestId the caller's id for it; empty if there is none
     */
    public void end(boolean success, String requestId) {
        if (finish()) {
            client.leave(this);
            client.ended(this, success, requestId);
        }
    }

    /** Counts nothing, for one that its own caller gave up; nothing if it is over already. */
    public void forget() {
        if (finish()) {
            client.leave(this);
        }
    }

    /** Whether the caller is the first to finish it. */
    boolean finish() {
        return state == UNDER_WAY && STATE.compareAndSet(this, UNDER_WAY, OVER);
    }

    String operation() {
        return operation;
    }

    long begunNanos() {
        return begunNanos;
    }
}
