package dev.headgate.telemetry.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.telemetry.Published;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestMeterRegistryTest {

    private final Published published = new Published();
    private final SimpleMeterRegistry own = new SimpleMeterRegistry();
    private final CompositeMeterRegistry registry = new CompositeMeterRegistry();

    @AfterEach
    void close() {
        published.close();
    }

    @Test
    void recordsWhatTheServersTimersRecordBesideTheApplicationsOwnRegistry() {
        registry.add(own);
        registry.add(new RequestMeterRegistry(published.client()));

        timer("http.server.requests", "GET", "/orders/{id}", "200", "none").record(Duration.ofMillis(20));
        timer("http.server.requests", "GET", "/orders/{id}", "404", "none").record(Duration.ofMillis(20));
        timer("http.server.requests", "GET", "/orders/{id}", "500", "IOException")
                .record(Duration.ofMillis(20));
        timer("jetty.server.requests", "POST", "/orders", "UNKNOWN", "none").record(Duration.ofMillis(5));
        timer("http.client.requests", "GET", "/elsewhere", "200", "none").record(Duration.ofMillis(5));

        assertThat(published.afterClose())
                .isEqualTo(Map.of(
                        "GET /orders/{id}", new Published.Sum(3, 1, 60_000),
                        "POST /orders", new Published.Sum(1, 0, 5_000)));
        assertThat(own.find("http.client.requests").timers()).hasSize(1);
    }

    @Test
    void healthProbesAreLeftOutAndCountedAsSuch() {
        RequestMeterRegistry alone = new RequestMeterRegistry(published.client());

        alone.timer("http.server.requests", "method", "GET", "uri", "/health/live")
                .record(Duration.ofMillis(1));
        alone.timer("http.server.requests", "method", "GET", "uri", "/health/records/{id}")
                .record(Duration.ofMillis(1));

        assertThat(published.countsAfterClose()).containsOnlyKeys("GET /health/records/{id}");
        assertThat(published.client().excluded()).isEqualTo(1);
    }

    @Test
    void countsWhatItHandsOn() {
        RequestMeterRegistry alone = new RequestMeterRegistry(published.client());

        Timer timer = alone.timer("http.server.requests", "uri", "/orders");
        timer.record(() -> {});
        timer.record(3, TimeUnit.SECONDS);

        assertThat(timer.count()).isEqualTo(2);
        assertThat(timer.totalTime(TimeUnit.SECONDS)).isBetween(3.0, 3.5);
        assertThat(timer.max(TimeUnit.SECONDS)).isEqualTo(3);
        assertThat(published.countsAfterClose()).containsEntry("/orders", "2/0");
    }

    @Test
    void allOtherMetersAreAsGoodAsAbsent() {
        RequestMeterRegistry alone = new RequestMeterRegistry(published.client());

        Counter counter = alone.counter("orders");
        counter.increment();
        alone.gauge("size", 3);
        alone.summary("bytes").record(3);
        LongTaskTimer.builder("jobs").register(alone).start().stop();
        alone.more().counter("more", List.of(), this, test -> 1);
        alone.more().timer("more.time", List.of(), this, test -> 1L, test -> 1.0, TimeUnit.SECONDS);

        assertThat(counter.count()).isZero();
        assertThat(published.client().recorded()).isZero();
    }

    private Timer timer(String name, String method, String uri, String status, String exception) {
        return registry.timer(name, "method", method, "uri", uri, "status", status, "exception", exception);
    }
}
