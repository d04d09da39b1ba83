package dev.headgate.telemetry.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.telemetry.Published;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestObservationHandlerTest {

    private final Published published = new Published();
    private final ObservationRegistry observations = ObservationRegistry.create();

    @AfterEach
    void close() {
        published.close();
    }

    @Test
    void recordsServerRequestsByMethodAndPatternWithErrorsFrom500On() {
        observations.observationConfig().observationHandler(new RequestObservationHandler(published.client()));

        observe("http.server.requests", "/orders/{id}", "200");
        observe("http.server.requests", "/orders/{id}", "404");
        observe("http.server.requests", "/orders/{id}", "503");
        observe("http.client.requests", "/elsewhere", "200");

        assertThat(published.countsAfterClose()).hasSize(1).containsEntry("GET /orders/{id}", "3/1");
    }

    @Test
    void healthProbesAreLeftOut() {
        observations.observationConfig().observationHandler(new RequestObservationHandler(published.client()));

        observe("http.server.requests", "/actuator/health", "200");
        observe("http.server.requests", "/orders/{id}", "200");

        assertThat(published.countsAfterClose()).containsOnlyKeys("GET /orders/{id}");
        assertThat(published.client().excluded()).isEqualTo(1);
    }

    @Test
    void aProbeThatIsSlowIsNoError() {
        try (Published impatient = new Published(builder -> builder.requestTimeout(Duration.ofMillis(1)))) {
            observations.observationConfig().observationHandler(new RequestObservationHandler(impatient.client()));
            Observation probe = begun("/health/live");
            Observation order = begun("/orders/{id}");
            await().until(() -> impatient.client().timedOut() > 0);

            order.stop();
            probe.stop();

            assertThat(impatient.countsAfterClose()).isEqualTo(Map.of("GET /orders/{id}", "1/1"));
            assertThat(impatient.client().excluded()).isEqualTo(1);
        }
    }

    @Test
    void recordsOthersByTheirNameAndTheirErrorWhereThatIsAllThereIs() {
        observations
                .observationConfig()
                .observationHandler(new RequestObservationHandler(published.client(), Set.of("jobs")));

        Observation.createNotStarted("jobs", observations).observe(() -> {});
        Observation failing = Observation.start("jobs", observations);
        failing.error(new IllegalStateException("no disk"));
        failing.stop();

        assertThat(published.countsAfterClose()).hasSize(1).containsEntry("jobs", "2/1");
    }

    @Test
    void knowsTheNameThatAConventionGivesOnlyWhenItStarts() {
        observations.observationConfig().observationHandler(new RequestObservationHandler(published.client()));
        ObservationConvention<Observation.Context> convention = new ObservationConvention<>() {
            @Override
            public String getName() {
                return "http.server.requests";
            }

            @Override
            public KeyValues getLowCardinalityKeyValues(Observation.Context context) {
                return KeyValues.of("uri", "/orders", "method", "POST", "status", "201");
            }

            @Override
            public boolean supportsContext(Observation.Context context) {
                return true;
            }
        };

        Observation.createNotStarted(convention, observations).observe(() -> {});

        assertThat(published.countsAfterClose()).containsEntry("POST /orders", "1/0");
    }

    private Observation begun(String uri) {
        return Observation.createNotStarted("http.server.requests", observations)
                .lowCardinalityKeyValue("method", "GET")
                .lowCardinalityKeyValue("uri", uri)
                .start();
    }

    private void observe(String name, String uri, String status) {
        Observation.start(name, observations)
                .lowCardinalityKeyValue("method", "GET")
                .lowCardinalityKeyValue("uri", uri)
                .lowCardinalityKeyValue("status", status)
                .stop();
    }
}
