package dev.headgate.telemetry.micrometer;

import dev.headgate.telemetry.TelemetryClient;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.pause.PauseDetector;
import io.micrometer.core.instrument.noop.NoopCounter;
import io.micrometer.core.instrument.noop.NoopDistributionSummary;
import io.micrometer.core.instrument.noop.NoopFunctionCounter;
import io.micrometer.core.instrument.noop.NoopFunctionTimer;
import io.micrometer.core.instrument.noop.NoopGauge;
import io.micrometer.core.instrument.noop.NoopLongTaskTimer;
import io.micrometer.core.instrument.noop.NoopMeter;
import io.micrometer.core.instrument.noop.NoopTimer;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A registry to put beside the application's: what the timers of its HTTP server record becomes records of ours, with tags
 * {@code method}, {@code uri}, {@code status} and {@code outcome}; all other meters are as good as absent. Operation and
 * outcome are made of the tags once, when a timer first appears. Thread-safe.
 *
 * <pre>{@code
 * Metrics.addRegistry(new RequestMeterRegistry(telemetry));
 * }</pre>
 */
public final class RequestMeterRegistry extends MeterRegistry {

    /** Timers of Spring, Micronaut, Quarkus and Vert.x; and of Jetty, which Javalin uses. */
    public static final Set<String> SERVER_TIMERS =
            Set.of(RequestObservationHandler.HTTP_SERVER_REQUESTS, "jetty.server.requests");

    private final TelemetryClient client;
    private final Set<String> names;

    /** For timers of the {@link #SERVER_TIMERS}' names. */
    public RequestMeterRegistry(TelemetryClient client) {
        this(client, SERVER_TIMERS);
    }

    /** For timers of these names. */
    public RequestMeterRegistry(TelemetryClient client, Set<String> names) {
        super(Clock.SYSTEM);
        this.client = client;
        this.names = Set.copyOf(names);
    }

    @Override
    protected Timer newTimer(Meter.Id id, DistributionStatisticConfig config, PauseDetector pauseDetector) {
        return names.contains(id.getName()) ? new RequestTimer(client, id, clock) : new NoopTimer(id);
    }

    @Override
    protected TimeUnit getBaseTimeUnit() {
        return TimeUnit.MICROSECONDS;
    }

    @Override
    protected DistributionStatisticConfig defaultHistogramConfig() {
        return DistributionStatisticConfig.NONE;
    }

    @Override
    protected Counter newCounter(Meter.Id id) {
        return new NoopCounter(id);
    }

    @Override
    protected <T> Gauge newGauge(Meter.Id id, @Nullable T of, ToDoubleFunction<T> value) {
        return new NoopGauge(id);
    }

    @Override
    protected DistributionSummary newDistributionSummary(
            Meter.Id id, DistributionStatisticConfig config, double scale) {
        return new NoopDistributionSummary(id);
    }

    @Override
    protected LongTaskTimer newLongTaskTimer(Meter.Id id, DistributionStatisticConfig config) {
        return new NoopLongTaskTimer(id);
    }

    @Override
    protected Meter newMeter(Meter.Id id, Meter.Type type, Iterable<Measurement> measurements) {
        return new NoopMeter(id);
    }

    @Override
    protected <T> FunctionTimer newFunctionTimer(
            Meter.Id id, T of, ToLongFunction<T> count, ToDoubleFunction<T> total, TimeUnit unit) {
        return new NoopFunctionTimer(id);
    }

    @Override
    protected <T> FunctionCounter newFunctionCounter(Meter.Id id, T of, ToDoubleFunction<T> count) {
        return new NoopFunctionCounter(id);
    }
}
