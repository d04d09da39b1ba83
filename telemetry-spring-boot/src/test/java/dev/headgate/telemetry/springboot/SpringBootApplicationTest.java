package dev.headgate.telemetry.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.Summary;
import dev.headgate.telemetry.PublishedBySpring;
import dev.headgate.telemetry.TelemetryClient;
import dev.headgate.telemetry.micrometer.RequestObservationHandler;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;

/** A real application on Tomcat, configured by properties alone. */
class SpringBootApplicationTest {

    private static final String OBSERVATIONS =
            "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration";
    private static final List<String> THREE_PROPERTIES = List.of(
            "--headgate.bootstrap-servers=127.0.0.1:9092", "--headgate.service=shop", "--headgate.version=2.4.1");

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void leaveLoggingAlone() {
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--spring.autoconfigure.exclude=" + OBSERVATIONS})
    void publishesWhatItAnswersByPatternWithThreePropertiesWithObservationsAndWithout(String exclusion)
            throws Exception {
        ConfigurableApplicationContext application = start(THREE_PROPERTIES, exclusion);
        PublishedBySpring published = application.getBean(PublishedBySpring.class);
        TelemetryClient client = application.getBean(TelemetryClient.class);
        try (application) {
            assertThat(application.getBeanNamesForType(RequestObservationHandler.class))
                    .hasSize(exclusion.isEmpty() ? 1 : 0);
            assertThat(application.getBeanNamesForType(FilterRegistrationBean.class))
                    .filteredOn("headgateTelemetryFilter"::equals)
                    .hasSize(exclusion.isEmpty() ? 0 : 1);
            get(application, "/orders/17");
            get(application, "/orders/18");
            get(application, "/orders/404");
            get(application, "/orders/500");
            get(application, "/later/17");
            await().until(() -> client.recorded() == 5);
        }

        assertThat(published.topics()).containsExactly("headgate.telemetry.summaries");
        assertThat(published.summaries()).extracting(Summary::service).containsOnly("shop");
        assertThat(published.summaries())
                .flatExtracting(Summary::seconds)
                .extracting(second -> second.series().version())
                .containsOnly("2.4.1");
        assertThat(counts(published)).isEqualTo(Map.of("GET /orders/{id}", "4/1", "GET /later/{id}", "1/0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--spring.autoconfigure.exclude=" + OBSERVATIONS})
    void leavesProbesOutAndWaitsForStreamsWithObservationsAndWithout(String exclusion) throws Exception {
        List<String> properties = new ArrayList<>(THREE_PROPERTIES);
        properties.addAll(List.of(
                "--headgate.request-timeout=1ms", "--headgate.streaming=/poll/**", "--headgate.exclude=/orders/**"));
        ConfigurableApplicationContext application = start(properties, exclusion);
        PublishedBySpring published = application.getBean(PublishedBySpring.class);
        TelemetryClient client = application.getBean(TelemetryClient.class);
        try (application) {
            get(application, "/orders/17");
            get(application, "/stream");
            get(application, "/poll/17");
            get(application, "/slow");
            await().until(() -> client.recorded() == 3);
            assertThat(client.timedOut()).isEqualTo(1);
        }

        assertThat(counts(published).values()).containsExactlyInAnyOrder("1/0", "1/0", "1/1");
        assertThat(counts(published)).containsEntry("GET /stream", "1/0").containsEntry("GET /poll/{id}", "1/0");
    }

    @ParameterizedTest
    @CsvSource({
        "/actuator, /actuator/health, true",
        "/manage, /manage/health/liveness, true",
        "/manage/, /manage/prometheus, true",
        "/manage, /health/live, true",
        "/manage, /manage/orders, false",
        "/, /health, true",
        "/, /health/records/17, false",
    })
    void leavesOutTheActuatorsProbesWhereTheyAre(String base, String path, boolean leftOut) {
        try (ConfigurableApplicationContext application =
                start(THREE_PROPERTIES, "--management.endpoints.web.base-path=" + base)) {
            assertThat(application.getBean(TelemetryClient.class).excludes(path))
                    .isEqualTo(leftOut);
        }
    }

    @Test
    void takesTheApplicationsNameWhereNoServiceIsNamedAndBindsTheClientsMeters() throws Exception {
        List<String> properties = List.of(
                "--headgate.bootstrap-servers=127.0.0.1:9092",
                "--spring.application.name=orders",
                "--headgate.version=7",
                "--headgate.topic-prefix=test.");
        ConfigurableApplicationContext application = start(properties, "");
        PublishedBySpring published = application.getBean(PublishedBySpring.class);
        try (application) {
            get(application, "/orders/17");
            MeterRegistry meters = application.getBean(MeterRegistry.class);

            await().until(() ->
                    meters.get("headgate.telemetry.recorded").functionCounter().count() == 1);
        }

        assertThat(published.topics()).containsExactly("test.telemetry.summaries");
        assertThat(published.summaries()).extracting(Summary::service).containsOnly("orders");
    }

    @Test
    void doesNothingWithoutABroker() {
        try (ConfigurableApplicationContext application = start(List.of(), "")) {
            assertThat(application.getBeanNamesForType(TelemetryClient.class)).isEmpty();
        }
    }

    @Test
    void saysAtTheStartWhatIsMissing() {
        assertThatThrownBy(() -> start(List.of("--headgate.bootstrap-servers=127.0.0.1:9092"), ""))
                .hasStackTraceContaining("telemetry needs headgate.service, headgate.version");
    }

    private static ConfigurableApplicationContext start(List<String> properties, String another) {
        List<String> arguments = new ArrayList<>(properties);
        arguments.addAll(List.of("--server.port=0", "--server.address=127.0.0.1", "--spring.main.banner-mode=off"));
        if (!another.isEmpty()) {
            arguments.add(another);
        }
        return new SpringApplication(Shop.class).run(arguments.toArray(String[]::new));
    }

    private void get(ConfigurableApplicationContext application, String path) throws Exception {
        String port = application.getEnvironment().getRequiredProperty("local.server.port");
        http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                BodyHandlers.ofString());
    }

    /** Requests and errors of each operation. */
    private static Map<String, String> counts(PublishedBySpring published) {
        Map<String, long[]> sums = new TreeMap<>();
        for (Summary summary : published.summaries()) {
            for (SeriesSecond second : summary.seconds()) {
                long[] sum = sums.computeIfAbsent(second.series().operation(), operation -> new long[2]);
                sum[0] += second.requests();
                sum[1] += second.errors();
            }
        }
        Map<String, String> counts = new TreeMap<>();
        sums.forEach((operation, sum) -> counts.put(operation, sum[0] + "/" + sum[1]));
        return counts;
    }
}
