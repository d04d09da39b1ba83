package dev.headgate.telemetry;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

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
    private volatile @Nullable BooleanSupplier patience;

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

    /**
     * Says how to find out whether it may take as long as it likes, as an answer that is streamed does: asked when it is
     * late, by a thread of the client's. If so it is counted when it ends.
     */
    public void patience(BooleanSupplier mayTakeLong) {
        patience = mayTakeLong;
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

    /** Whether it may take as long as it likes; what cannot be found out is no reason to be patient. */
    boolean isPatient() {
        BooleanSupplier mayTakeLong = patience;
        try {
            return mayTakeLong != null && mayTakeLong.getAsBoolean();
        } catch (RuntimeException unknown) {
            return false;
        }
    }

    String operation() {
        return operation;
    }

    long begunNanos() {
        return begunNanos;
    }
}
