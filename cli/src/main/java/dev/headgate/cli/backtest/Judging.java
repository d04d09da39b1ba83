package dev.headgate.cli.backtest;

import dev.headgate.core.backtest.Arrivals;
import dev.headgate.core.backtest.Backtest;
import dev.headgate.core.backtest.BacktestResult;
import dev.headgate.processor.combine.TelemetryCombiner;
import dev.headgate.schemas.model.RequestEvent;
import dev.headgate.schemas.model.SeriesSecond;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Counts and judges events in a thread of its own, so that reading goes on meanwhile. Events are combined as in the live
 * gate. Given events by one thread; close it when done.
 */
final class Judging implements RecordedSink, AutoCloseable {

    /** Operations that are told apart, as the gate does where nothing else is configured. */
    private static final int OPERATION_CAP = 100;

    private static final int BATCH = 8_192;
    private static final int BATCH_OF_PARTS = 256;
    private static final int BATCHES_WAITING = 8;
    private static final long MILLIS_PER_SECOND = 1_000;
    private static final Batch END = new Batch("", List.of(), List.of());

    private final BlockingQueue<Batch> waiting = new ArrayBlockingQueue<>(BATCHES_WAITING);
    private final CompletableFuture<Judged> judged = new CompletableFuture<>();
    private final Function<String, Backtest> beginning;
    private final Arrivals arrivals;
    private final TelemetryCombiner combiner = new TelemetryCombiner(OPERATION_CAP);
    private final Thread thread;
    private List<RequestEvent> events = new ArrayList<>(BATCH);
    private List<SeriesSecond> parts = new ArrayList<>();
    private String service = "";
    private long latestPartMillis;
    private volatile long eventMillis;

    /** What is handed over at once: requests, then what was combined already; an empty one is the end. */
    private record Batch(String service, List<RequestEvent> events, List<SeriesSecond> parts) {

        boolean isEmpty() {
            return events.isEmpty() && parts.isEmpty();
        }
    }

    /**
     * What came of it.
     *
     * @param result empty if the rollout never started
     * @param versions the versions that were seen
     * @param late events that came too late to be counted
     * @param farAhead events whose time was too far ahead
     */
    record Judged(Optional<BacktestResult> result, List<String> versions, long late, long farAhead) {}

    /**
     * @param reorderSeconds how far behind the latest event another may be
     * @param beginning makes the backtest, for the service of the first event
     */
    Judging(long reorderSeconds, Function<String, Backtest> beginning) {
        this.beginning = beginning;
        arrivals = new Arrivals(reorderSeconds);
        thread = new Thread(this::run, "backtest-judge");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void event(RequestEvent event) {
        service = event.service();
        events.add(event);
        handIfFull();
    }

    @Override
    public void part(String ofService, SeriesSecond part) {
        service = ofService;
        parts.add(part);
        handIfFull();
    }

    /** Waits until everything given is judged. */
    Judged finish() {
        handBatch();
        hand(END);
        try {
            return judged.join();
        } catch (CompletionException e) {
            throw new IllegalStateException("judging failed", e.getCause());
        }
    }

    /** How far it has come in event time, milliseconds since 1970-01-01 UTC; from any thread. */
    long eventMillis() {
        return eventMillis;
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void handIfFull() {
        if (events.size() == BATCH || parts.size() == BATCH_OF_PARTS) {
            handBatch();
        }
    }

    private void handBatch() {
        if (!events.isEmpty() || !parts.isEmpty()) {
            hand(new Batch(service, events, parts));
            events = new ArrayList<>(BATCH);
            parts = new ArrayList<>();
        }
    }

    private void hand(Batch batch) {
        try {
            // A thread that has failed takes nothing any more.
            boolean handed = false;
            while (!handed && !judged.isCompletedExceptionally()) {
                handed = waiting.offer(batch, 100, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void run() {
        try {
            judged.complete(judgeAll());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            judged.completeExceptionally(e);
        } catch (RuntimeException | Error e) {
            judged.completeExceptionally(e);
        }
    }

    private Judged judgeAll() throws InterruptedException {
        Optional<Backtest> begun = Optional.empty();
        for (Batch batch = waiting.take(); !batch.isEmpty(); batch = waiting.take()) {
            if (begun.isEmpty()) {
                begun = Optional.of(beginning.apply(batch.service()));
            }
            Backtest backtest = begun.get();
            combine(batch);
            arrivals.release((all, second) -> backtest.second(second, all));
        }
        begun.ifPresent(backtest -> arrivals.releaseAll((all, second) -> backtest.second(second, all)));
        return new Judged(
                begun.flatMap(Backtest::result),
                begun.map(Backtest::versionsSeen).orElse(List.of()),
                arrivals.late(),
                arrivals.farAhead());
    }

    private void combine(Batch batch) {
        for (RequestEvent event : batch.events()) {
            if (arrivals.place(event.completedAtMillis()) == Arrivals.Place.IN_TIME) {
                combiner.add(event);
            }
        }
        combiner.drain().forEach(delta -> delta.seconds().forEach(arrivals::add));
        for (SeriesSecond part : batch.parts()) {
            if (arrivals.place(part.second() * MILLIS_PER_SECOND) == Arrivals.Place.IN_TIME) {
                arrivals.add(part);
                latestPartMillis = Math.max(latestPartMillis, part.second() * MILLIS_PER_SECOND);
            }
        }
        eventMillis = Math.max(combiner.eventHighWaterMillis(), latestPartMillis);
    }
}
