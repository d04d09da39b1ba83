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
 * Combines recorded events as the live gate does and judges whole seconds of them in a thread of its own, so that reading
 * goes on meanwhile. Events are combined where they are read: they need not outlive that nor travel to another processor.
 * Given events by one thread; close it when done.
 */
final class Judging implements RecordedSink, AutoCloseable {

    /** Operations that are told apart, as the gate does where nothing else is configured. */
    private static final int OPERATION_CAP = 100;

    private static final int EVENTS_TOGETHER = 8_192;
    private static final int PARTS_TOGETHER = 256;
    private static final int BATCHES_WAITING = 8;
    private static final long MILLIS_PER_SECOND = 1_000;

    private final BlockingQueue<Batch> waiting = new ArrayBlockingQueue<>(BATCHES_WAITING);
    private final CompletableFuture<Optional<Backtest>> judged = new CompletableFuture<>();
    private final Function<String, Backtest> beginning;
    private final Arrivals arrivals;
    private final TelemetryCombiner combiner = new TelemetryCombiner(OPERATION_CAP);
    private final Thread thread;
    private String service = "";
    private int events;
    private int parts;
    private long eventMillis;

    /** What was recorded in a second. */
    private record Second(long second, List<SeriesSecond> parts) {}

    /** Seconds that are handed over at once, in order; none is the end. */
    private record Batch(String service, List<Second> seconds) {}

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
        if (arrivals.place(event.completedAtMillis()) == Arrivals.Place.IN_TIME) {
            service = event.service();
            combiner.add(event);
        }
        if (++events == EVENTS_TOGETHER) {
            handWhatIsOver();
        }
    }

    @Override
    public void part(String ofService, SeriesSecond part) {
        if (arrivals.place(part.second() * MILLIS_PER_SECOND) == Arrivals.Place.IN_TIME) {
            service = ofService;
            arrivals.add(part);
            eventMillis = Math.max(eventMillis, part.second() * MILLIS_PER_SECOND);
        }
        if (++parts == PARTS_TOGETHER) {
            handWhatIsOver();
        }
    }

    /** Waits until everything given is judged. */
    Judged finish() {
        handWhatIsOver();
        List<Second> rest = new ArrayList<>();
        arrivals.releaseAll((all, second) -> rest.add(new Second(second, all)));
        hand(rest);
        hand(new Batch(service, List.of()));
        try {
            Optional<Backtest> backtest = judged.join();
            return new Judged(
                    backtest.flatMap(Backtest::result),
                    backtest.map(Backtest::versionsSeen).orElse(List.of()),
                    arrivals.late(),
                    arrivals.farAhead());
        } catch (CompletionException e) {
            throw new IllegalStateException("judging failed", e.getCause());
        }
    }

    /** How far it has come in event time, milliseconds since 1970-01-01 UTC. */
    long eventMillis() {
        return eventMillis;
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void handWhatIsOver() {
        events = 0;
        parts = 0;
        combiner.drain().forEach(delta -> delta.seconds().forEach(arrivals::add));
        eventMillis = Math.max(eventMillis, combiner.eventHighWaterMillis());
        List<Second> over = new ArrayList<>();
        arrivals.release((all, second) -> over.add(new Second(second, all)));
        hand(over);
    }

    private void hand(List<Second> seconds) {
        if (!seconds.isEmpty()) {
            hand(new Batch(service, seconds));
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

    private Optional<Backtest> judgeAll() throws InterruptedException {
        Optional<Backtest> begun = Optional.empty();
        for (Batch batch = waiting.take(); !batch.seconds().isEmpty(); batch = waiting.take()) {
            if (begun.isEmpty()) {
                begun = Optional.of(beginning.apply(batch.service()));
            }
            Backtest backtest = begun.get();
            batch.seconds().forEach(second -> backtest.second(second.second(), second.parts()));
        }
        return begun;
    }
}
