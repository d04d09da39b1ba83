package dev.headgate.telemetry;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Sums requests up where they are recorded, in a few stripes that threads share: whatever threads come and go, virtual
 * ones too, there is nothing of theirs to keep or to forget. A stripe in use is stepped over, so no thread waits for
 * another, nor for the sender's.
 */
final class SummaryRecordings implements Recordings {

    /** How long after its end a second waits for threads that read the clock just before it. */
    static final long SETTLE_MILLIS = 10;

    private static final int MOST_STRIPES = 16;
    private static final int ROUNDS = 4;

    private final Stripe[] stripes;
    private final SecondSummaries summaries;
    private final InstantSource clock;
    private final Deque<SecondCells> spares = new ArrayDeque<>();
    private final List<SecondCells> finished = new ArrayList<>();

    SummaryRecordings(SecondSummaries summaries, InstantSource clock) {
        this.summaries = summaries;
        this.clock = clock;
        int wanted = Math.min(MOST_STRIPES, 2 * Runtime.getRuntime().availableProcessors());
        stripes = new Stripe[Integer.highestOneBit(2 * wanted - 1)];
        for (int i = 0; i < stripes.length; i++) {
            stripes[i] = new Stripe();
        }
    }

    @Override
    public boolean take(String operation, long latencyMicros, boolean success, String requestId) {
        long millis = clock.millis();
        int first = (int) Thread.currentThread().getId();
        for (int i = 0; i < ROUNDS * stripes.length; i++) {
            Stripe stripe = stripes[(first + i) & (stripes.length - 1)];
            if (stripe.own()) {
                try {
                    return stripe.add(operation, millis, latencyMicros, success, requestId);
                } finally {
                    stripe.disown();
                }
            }
        }
        return false;
    }

    @Override
    public long taken() {
        long taken = 0;
        for (Stripe stripe : stripes) {
            taken += stripe.taken();
        }
        return taken;
    }

    /** A permit to the sender's thread, given when the client is closed, ends this at once. */
    @Override
    public void await() throws InterruptedException {
        long toTheEnd = 1000 + SETTLE_MILLIS - Math.floorMod(clock.millis(), 1000L);
        long pause = Math.min(BackgroundSender.PAUSE_MILLIS, Math.max(1, toTheEnd));
        LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(pause));
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    @Override
    public List<Outgoing> due(long nowMillis, boolean everything) {
        long over = everything ? Long.MAX_VALUE : Math.floorDiv(nowMillis - SETTLE_MILLIS, 1000L) - 1;
        // One second more than the running one: it may have begun since the clock was read.
        long latest = Math.floorDiv(nowMillis, 1000L) + 1;
        for (Stripe stripe : stripes) {
            while (!stripe.own()) {
                LockSupport.parkNanos(this, 1_000);
            }
            try {
                stripe.handOver(over, latest, spares, finished);
            } finally {
                stripe.disown();
            }
        }
        for (SecondCells cells : finished) {
            summaries.add(cells);
            cells.clear();
            if (spares.size() < 2 * stripes.length) {
                spares.push(cells);
            }
        }
        finished.clear();
        return summaries.take();
    }
}
