package dev.headgate.telemetry;

import dev.headgate.schemas.model.Names;
import dev.headgate.schemas.model.Outcome;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Every request by itself: a bounded queue that the sender's thread empties into batches. */
final class EventRecordings implements Recordings {

    private static final long PAUSE_MILLIS = 10;
    private static final int AT_ONCE = 1_000;

    private final BlockingQueue<RecordedRequest> queue;
    private final RequestBatches batches;
    private final InstantSource clock;
    private final LongAdder taken = new LongAdder();

    EventRecordings(int capacity, RequestBatches batches, InstantSource clock) {
        queue = new ArrayBlockingQueue<>(capacity);
        this.batches = batches;
        this.clock = clock;
    }

    @Override
    public boolean take(String operation, long latencyMicros, boolean success, String requestId) {
        boolean fits = Names.isOperation(operation)
                && queue.offer(new RecordedRequest(
                        operation,
                        clock.millis(),
                        latencyMicros,
                        success ? Outcome.SUCCESS : Outcome.ERROR,
                        RequestIds.isUsable(requestId) ? Optional.of(requestId) : Optional.empty()));
        if (fits) {
            taken.increment();
        }
        return fits;
    }

    @Override
    public long taken() {
        return taken.sum();
    }

    @Override
    public void await() throws InterruptedException {
        RecordedRequest request = queue.poll(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        if (request != null) {
            batches.add(request);
        }
    }

    @Override
    public List<Outgoing> due(long nowMillis, boolean everything) {
        RecordedRequest request = queue.poll();
        for (int i = 1; request != null; i++) {
            batches.add(request);
            request = everything || i < AT_ONCE ? queue.poll() : null;
        }
        return batches.due(nowMillis, everything);
    }
}
