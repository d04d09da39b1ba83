package dev.headgate.telemetry;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes one version's requests. Recording takes well under a microsecond, never blocks and never throws. A request's
 * time is the moment it is recorded, so record when it is completed, or {@link #begin} it and end it. Thread-safe.
 */
public final class TelemetryClient implements AutoCloseable, MeterBinder {

    private static final Logger log = LoggerFactory.getLogger(TelemetryClient.class);

    /** The time-out of {@link #close()}. */
    public static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final Recordings recordings;
    private final RequestsUnderWay underWay;
    private final TelemetryCounts counts;
    private final LongSupplier nanos;
    private final PathPatterns excluded;
    private final PathPatterns streaming;
    private final FailureLog naming;
    private final BackgroundSender sender;
    private final Thread thread;
    private volatile boolean closed;

    TelemetryClient(TelemetryClientBuilder settings) {
        recordings = settings.recordings();
        underWay = settings.underWay();
        counts = new TelemetryCounts();
        nanos = settings.nanos;
        excluded = settings.excluded();
        streaming = settings.streaming();
        naming = new FailureLog(log, settings.clock);
        sender = new BackgroundSender(
                recordings,
                this::endWhatIsLate,
                settings.topic(),
                settings::createProducer,
                counts,
                settings.clock,
                nanos);
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
        if (closed || !isGiven(operation, requestId) || !take(operation, latencyMicros, success, requestId)) {
            counts.dropped.increment();
        }
    }

    /**
     * Begins a request: {@link Request#end} records it with the time since now. One that is under way for longer than
     * {@link TelemetryClientBuilder#requestTimeout} is recorded as an error at that moment, and not again when it ends.
     *
     * @param operation what was asked for, see {@link #record(String, Duration, boolean, String)}
     */
    public Request begin(String operation) {
        Request request = new Request(this, operation, nanos.getAsLong());
        if (!closed) {
            underWay.enter(request);
        }
        return request;
    }

    /** Whether requests of a path are left out, as those of health probes: {@link TelemetryClientBuilder#exclude}. */
    public boolean excludes(String path) {
        return excluded.fit(path);
    }

    /** Counts a request that was left out because the client {@linkplain #excludes excludes} its path. */
    public void leaveOut() {
        counts.excluded.increment();
    }

    /** Whether answers of a path may take as long as they like: {@link TelemetryClientBuilder#streaming}. */
    public boolean streams(String path) {
        return streaming.fit(path);
    }

    /**
     * An operation as somebody's function names it. One that throws, or says nothing, is counted and logged once a minute: it is
     * no reason to fail a request.
     *
     * @param otherwise the operation then
     */
    public String named(Supplier<@Nullable String> function, String otherwise) {
        try {
            String name = function.get();
            if (name != null) {
                return name;
            }
            unnamed(new IllegalStateException("it returned null"));
        } catch (RuntimeException failed) {
            unnamed(failed);
        }
        return otherwise;
    }

    private void unnamed(RuntimeException failed) {
        counts.unnamed.increment();
        naming.report("the function that names operations failed, the method is taken instead", failed);
    }

    /** How often a function failed to name an operation. */
    public long unnamed() {
        return counts.unnamed.sum();
    }

    /** How many requests were recorded, whatever became of them. */
    public long recorded() {
        return recordings.taken() + dropped();
    }

    /** How many were left out because of their path; they are not among the {@link #recorded}. */
    public long excluded() {
        return counts.excluded.sum();
    }

    /** How many were let go at once: there was no room, the operation is no name, or the client is closed. */
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

    /** How many were recorded as errors because they were under way for too long. */
    public long timedOut() {
        return counts.timedOut.sum();
    }

    /** How many were begun while too many were under way to watch them all; they are counted when they end. */
    public long unwatched() {
        return underWay.unwatched();
    }

    /** Registers the counts, and how many requests wait to be confirmed, as {@code headgate.telemetry.*}. */
    @Override
    public void bindTo(MeterRegistry registry) {
        count(registry, "recorded", "Requests recorded", TelemetryClient::recorded);
        count(registry, "excluded", "Requests left out because of their path", TelemetryClient::excluded);
        count(registry, "dropped", "Requests let go at once", TelemetryClient::dropped);
        count(registry, "published", "Requests confirmed by the broker", TelemetryClient::published);
        count(registry, "lost", "Requests taken that could not be sent", TelemetryClient::lost);
        count(registry, "timed.out", "Requests under way for too long", TelemetryClient::timedOut);
        count(registry, "unwatched", "Requests whose time-out is not watched", TelemetryClient::unwatched);
        count(registry, "unnamed", "Times that no operation was named", TelemetryClient::unnamed);
        Gauge.builder("headgate.telemetry.queued", this, TelemetryClient::unconfirmed)
                .description("Requests waiting to be sent or confirmed")
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
        LockSupport.unpark(thread);
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
        long left = recordings.taken() - published();
        if (left > 0) {
            log.warn(
                    "Telemetry: {} requests were not confirmed by the broker within {} s of closing; "
                            + "see whether bootstrap.servers is right and reachable",
                    left,
                    timeout.toSeconds());
        }
    }

    void leave(Request request) {
        underWay.leave(request);
    }

    void ended(Request request, boolean success, String requestId) {
        long micros = TimeUnit.NANOSECONDS.toMicros(nanos.getAsLong() - request.begunNanos());
        record(request.operation(), micros, success, requestId);
    }

    private void endWhatIsLate() {
        underWay.finishLate(nanos.getAsLong(), request -> {
            counts.timedOut.increment();
            ended(request, false, "");
        });
    }

    private boolean take(String operation, long latencyMicros, boolean success, String requestId) {
        return recordings.take(operation, Math.max(0, latencyMicros), success, requestId);
    }

    /** Null is against the contract, but telemetry is no reason to fail a request. */
    @SuppressWarnings("ConstantValue")
    private static boolean isGiven(String operation, String requestId) {
        return operation != null && requestId != null;
    }

    private double unconfirmed() {
        return (double) recordings.taken() - published() - lost();
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
