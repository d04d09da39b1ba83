package dev.headgate.telemetry;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Deque;
import java.util.List;

/**
 * A share of the running seconds. Whoever wants to touch it must own it, which one compare-and-set tries: a thread that
 * finds it owned goes to another stripe instead of waiting. Only {@link #own}, {@link #disown} and {@link #taken} may be
 * called without owning it.
 */
final class Stripe {

    /** So many seconds may wait for the sender's thread: usually it comes when one is over, but it may hang in Kafka's. */
    static final int SECONDS = 16;

    private static final VarHandle OWNED;
    private static final VarHandle TAKEN;

    static {
        try {
            OWNED = MethodHandles.lookup().findVarHandle(Stripe.class, "owned", boolean.class);
            TAKEN = MethodHandles.lookup().findVarHandle(Stripe.class, "taken", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("UnusedVariable") // OWNED reads it
    private boolean owned;

    private long taken;
    private final SecondCells[] seconds = new SecondCells[SECONDS];
    private SecondCells current;

    /** Keep what two stripes write out of one line of the processors' caches. */
    @SuppressWarnings({"unused", "UnusedVariable"})
    private long p1, p2, p3, p4, p5, p6, p7, p8;

    Stripe() {
        for (int i = 0; i < SECONDS; i++) {
            seconds[i] = new SecondCells();
        }
        current = seconds[0];
    }

    boolean own() {
        return !(boolean) OWNED.getOpaque(this) && OWNED.compareAndSet(this, false, true);
    }

    void disown() {
        OWNED.setRelease(this, false);
    }

    /** How many requests were taken. */
    long taken() {
        return (long) TAKEN.getOpaque(this);
    }

    /** Counts a request in its second; not when too many seconds wait already, or the operation is no name. */
    boolean add(String operation, long completedAtMillis, long latencyMicros, boolean success, String requestId) {
        long second = Math.floorDiv(completedAtMillis, 1000L);
        if (current.second() != second && !turnTo(second)) {
            return false;
        }
        boolean added = current.add(operation, completedAtMillis, latencyMicros, success, requestId);
        if (added) {
            TAKEN.setOpaque(this, taken + 1);
        }
        return added;
    }

    /**
     * Gives the seconds that are over, and takes empty ones for them.
     *
     * @param over the last second that is surely over
     * @param latest the last that may be running; one after it is of a clock that was set back, and waits no longer
     */
    void handOver(long over, long latest, Deque<SecondCells> spares, List<SecondCells> finished) {
        for (int i = 0; i < SECONDS; i++) {
            SecondCells cells = seconds[i];
            if (!cells.isUnused() && (cells.second() <= over || cells.second() > latest)) {
                finished.add(cells);
                seconds[i] = spares.isEmpty() ? new SecondCells() : spares.pop();
                current = current == cells ? seconds[i] : current;
            }
        }
    }

    private boolean turnTo(long second) {
        for (SecondCells cells : seconds) {
            if (cells.second() == second) {
                current = cells;
                return true;
            }
        }
        for (SecondCells cells : seconds) {
            if (cells.isUnused()) {
                cells.begin(second);
                current = cells;
                return true;
            }
        }
        return false;
    }
}
