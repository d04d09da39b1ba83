package dev.headgate.cli.backtest;

import dev.headgate.core.backtest.Arrivals;
import dev.headgate.core.backtest.Backtest;
import dev.headgate.core.backtest.BacktestResult;
import dev.headgate.processor.combine.TelemetryCombiner;
import dev.headgate.schemas.model.RequestEvent;
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
final class Judging implements AutoCloseable {

    /** Operations that are told apart, as the gate does where nothing else is configured. */
    private static final int OPERATION_CAP = 100;

    private static final int BATCH = 8_192;
    private static final int BATCHES_WAITING = 8;
    private static final List<RequestEvent> END = List.of();

    private final BlockingQueue<List<RequestEvent>> waiting = new ArrayBlockingQueue<>(BATCHES_WAITING);
    private final CompletableFuture<Judged> judged = new CompletableFuture<>();
    private final Function<String, Backtest> beginning;
    private final Arrivals arrivals;
    private final TelemetryCombiner combiner = new TelemetryCombiner(OPERATION_CAP);
    private final Thread thread;
    private List<RequestEvent> batch = new ArrayList<>(BATCH);
    private volatile long eventMillis;

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

    /** Gives an event. */
    void event(RequestEvent event) {
        batch.add(event);
        if (batch.size() == BATCH) {
            hand(batch);
            batch = new ArrayList<>(BATCH);
        }
    }

    /** Waits until everything given is judged. */
    Judged finish() {
        if (!batch.isEmpty()) {
            hand(batch);
        }
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

    private void hand(List<RequestEvent> events) {
        try {
            // A thread that has failed takes nothing any more.
            boolean handed = false;
            while (!handed && !judged.isCompletedExceptionally()) {
                handed = waiting.offer(events, 100, TimeUnit.MILLISECONDS);
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
        for (List<RequestEvent> events = waiting.take(); !events.isEmpty(); events = waiting.take()) {
            if (begun.isEmpty()) {
                begun = Optional.of(beginning.apply(events.get(0).service()));
            }
            Backtest backtest = begun.get();
            combine(events);
            arrivals.release((parts, second) -> backtest.second(second, parts));
        }
        begun.ifPresent(backtest -> arrivals.releaseAll((parts, second) -> backtest.second(second, parts)));
        return new Judged(
                begun.flatMap(Backtest::result),
                begun.map(Backtest::versionsSeen).orElse(List.of()),
                arrivals.late(),
                arrivals.farAhead());
    }

    private void combine(List<RequestEvent> events) {
        for (RequestEvent event : events) {
            if (arrivals.place(event.completedAtMillis()) == Arrivals.Place.IN_TIME) {
                combiner.add(event);
            }
        }
        combiner.drain().forEach(delta -> delta.seconds().forEach(arrivals::add));
        eventMillis = combiner.eventHighWaterMillis();
    }
}
