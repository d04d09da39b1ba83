package dev.headgate.process;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** The meters of a process: those of its JVM from the start, and whatever else is registered. Thread-safe. */
public final class ProcessMeters implements AutoCloseable {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics garbage = new JvmGcMetrics();
    private final AtomicLong readyAfterMillis = new AtomicLong();

    /** Begins to measure the JVM. */
    public ProcessMeters() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        garbage.bindTo(registry);
    }

    /** Keeps how long the process took from its start until now, when it is ready for the first time. */
    public void ready() {
        if (readyAfterMillis.compareAndSet(0, Program.coldStart().toMillis())) {
            registry.gauge("headgate.process.cold.start", readyAfterMillis, millis -> millis.get() / 1_000.0);
        }
    }

    /** Shows a setting of a length of time, in seconds, for alerts to compare with. */
    public void setting(String key, Duration value) {
        setting(key, value.toNanos() / 1e9);
    }

    /** Shows a setting that is a number, for alerts to compare with. */
    public void setting(String key, double value) {
        Gauge.builder("headgate.setting", () -> value).tag("key", key).register(registry);
    }

    /** Where the process registers its own. */
    public MeterRegistry registry() {
        return registry;
    }

    /** All of them in Prometheus' text format. */
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        garbage.close();
        registry.close();
    }
}
