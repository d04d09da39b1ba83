package dev.headgate.console.http;

import dev.headgate.console.feed.FeedStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The console's meters; docs/METRICS.md says what each means and when to alert. Thread-safe. */
public final class ConsoleMeters {

    private final MeterRegistry registry;
    private final AtomicInteger clients = new AtomicInteger();

    /**
     * Registers them.
     *
     * @param feed how far the console is behind the log
     */
    public ConsoleMeters(MeterRegistry registry, Supplier<FeedStatus> feed) {
        this.registry = registry;
        Gauge.builder("headgate.console.events.clients", clients, AtomicInteger::get)
                .register(registry);
        Gauge.builder(
                        "headgate.console.feed.behind",
                        feed,
                        it -> StatusView.seconds(it.get().behind()))
                .register(registry);
        Gauge.builder("headgate.console.feed.away", feed, it -> it.get().state() == FeedStatus.State.AWAY ? 1 : 0)
                .register(registry);
        FunctionCounter.builder(
                        "headgate.console.feed.unreadable", feed, it -> it.get().unreadable())
                .register(registry);
    }

    /** A request was answered. */
    public void request(String method, String route, int status, Duration took) {
        registry.timer("headgate.console.requests", "method", method, "route", route, "status", String.valueOf(status))
                .record(took);
    }

    /** A request was refused. */
    public void refused(int status) {
        registry.counter("headgate.console.refused", "status", String.valueOf(status))
                .increment();
    }

    /** A command was given, or asked for again. */
    public void command(String kind, int status, boolean replayed) {
        registry.counter(
                        "headgate.console.commands",
                        "kind",
                        kind,
                        "answered",
                        replayed ? "again" : status == 202 ? "not-yet" : "yes")
                .increment();
    }

    /** Pages that are kept up to date. */
    AtomicInteger clients() {
        return clients;
    }
}
