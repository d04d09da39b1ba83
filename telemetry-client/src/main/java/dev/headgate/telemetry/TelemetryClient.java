package dev.headgate.telemetry;

import dev.headgate.schemas.codec.TelemetryLimits;
import dev.headgate.schemas.model.Names;
import dev.headgate.schemas.model.Outcome;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes one version's requests. Recording takes well under a microsecond, never blocks and never throws. An event's
 * time is the moment it is recorded, so record when the request is completed. Thread-safe.
 */
public final class TelemetryClient implements AutoCloseable, MeterBinder {

    private static final Logger log = LoggerFactory.getLogger(TelemetryClient.class);

    /** The time-out of {@link #close()}. */
    public static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final BlockingQueue<RecordedRequest> queue;
    private final TelemetryCounts counts;
    private final InstantSource clock;
    private final BackgroundSender sender;
    private final Thread thread;
    private volatile boolean closed;

    TelemetryClient(TelemetryClientBuilder settings) {
        queue = new ArrayBlockingQueue<>(settings.queueCapacity);
        counts = new TelemetryCounts();
        clock = settings.clock;
        sender = new BackgroundSender(
                queue, settings.outgoing(), settings.topic(), settings::createProducer, counts, clock);
        thread = new Thread(sender, "headgate-telemetry");
        thread.setDaemon(true);
    }

    /**
     * A client's settings, to be completed and built.
     *
     * @param service name of the service
     * @param version deployed build, the same word as in the rollout
     * @throws IllegalArgumentException if one of them is not a name: 1 to 100 of {@code A-Z a-z 0-9 . _ -}
     */
    public static TelemetryClientBuilder builder(String service, String version) {
        return new TelemetryClientBuilder(service, version);
    }

    void start() {
        thread.start();
    }

    /** Records a request without an id, see {@link #record(String, Duration, boolean, String)}. */
    public void record(String operation, Duration latency, boolean success) {
        record(operation, micros(latency), success, "");
    }

    /**
     * Records a request that has just been completed.
     *
     * @param operation what was asked for, a pattern rather than a path with ids: 1 to 200 printable ASCII characters,
     *     otherwise the event is dropped
     * @param latency from its beginning to now; a negative one counts as 0
     * @param success whether it was answered as its caller wanted
     * @param requestId the caller's id for it, shown with decisions; an empty one, or one over 200 characters, is left
     *     out
     */
    public void record(String operation, Duration latency, boolean success, String requestId) {
        record(operation, micros(latency), success, requestId);
    }

    /** As {@link #record(String, Duration, boolean, String)} with the latency in microseconds. */
    public void record(String operation, long latencyMicros, boolean success, String requestId) {
        counts.recorded.increment();
        if (closed || !Names.isOperation(operation) || !offer(operation, latencyMicros, success, requestId)) {
            counts.dropped.increment();
        }
    }

    /** How many requests were recorded, whatever became of them. */
    public long recorded() {
        return counts.recorded.sum();
    }

    /** How many were let go at once: the queue was full, the operation no name, or the client closed. */
    public long dropped() {
        return counts.dropped.sum();
    }

    /** How many the broker has confirmed. */
    public long published() {
        return counts.published.sum();
    }

    /** How many could not be sent although they were taken. */
    public long lost() {
        return counts.lost.sum();
    }

    /** Registers the four counts and the queue's length as {@code headgate.telemetry.*}. */
    @Override
    public void bindTo(MeterRegistry registry) {
        count(registry, "recorded", "Requests recorded", TelemetryClient::recorded);
        count(registry, "dropped", "Requests let go because the queue was full", TelemetryClient::dropped);
        count(registry, "published", "Requests confirmed by the broker", TelemetryClient::published);
        count(registry, "lost", "Requests taken that could not be sent", TelemetryClient::lost);
        Gauge.builder("headgate.telemetry.queued", queue, BlockingQueue::size)
                .description("Requests waiting to be sent")
                .baseUnit("requests")
                .register(registry);
    }

    /** Sends what was recorded and ends, within {@link #CLOSE_TIMEOUT}. */
    @Override
    public void close() {
        close(CLOSE_TIMEOUT);
    }

    /**
     * Sends what was recorded and ends; what could not be sent in time is counted as lost. Closing again does nothing.
     *
     * @param timeout how long to wait at most
     */
    public void close(Duration timeout) {
        closed = true;
        sender.stop(timeout);
        try {
            thread.join(Math.max(1, timeout.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            thread.interrupt();
        }
        tellWhatWasLeft(timeout);
    }

    private void tellWhatWasLeft(Duration timeout) {
        long left = recorded() - dropped() - published();
        if (left > 0) {
            log.warn(
                    "Telemetry: {} requests were not confirmed by the broker within {} s of closing; "
                            + "see whether bootstrap.servers is right and reachable",
                    left,
                    timeout.toSeconds());
        }
    }

    private boolean offer(String operation, long latencyMicros, boolean success, String requestId) {
        int length = requestId.length();
        return queue.offer(new RecordedRequest(
                operation,
                clock.millis(),
                Math.max(0, latencyMicros),
                success ? Outcome.SUCCESS : Outcome.ERROR,
                length >= 1 && length <= TelemetryLimits.TEXT_LENGTH ? Optional.of(requestId) : Optional.empty()));
    }

    private void count(
            MeterRegistry registry, String name, String description, ToDoubleFunction<TelemetryClient> figure) {
        FunctionCounter.builder("headgate.telemetry." + name, this, figure)
                .description(description)
                .baseUnit("requests")
                .register(registry);
    }

    /** Durations of centuries do not fit; they are as good as the longest that does. */
    private static long micros(Duration latency) {
        return latency.toSeconds() > Long.MAX_VALUE / 2_000_000
                ? Long.MAX_VALUE
                : TimeUnit.MICROSECONDS.convert(latency);
    }
}
