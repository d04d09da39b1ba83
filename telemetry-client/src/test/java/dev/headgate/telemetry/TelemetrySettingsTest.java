package dev.headgate.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TelemetrySettingsTest {

    private static final Map<String, String> NEEDED = Map.of(
            "HEADGATE_BOOTSTRAP_SERVERS", "127.0.0.1:9092", "HEADGATE_SERVICE", "shop", "HEADGATE_VERSION", "2.4.1");

    @Test
    void threeVariablesOfTheEnvironmentAreEnough() {
        TelemetryClientBuilder builder = TelemetrySettings.from(Map.of(), NEEDED);

        assertThat(builder.producerProperties())
                .containsEntry("bootstrap.servers", "127.0.0.1:9092")
                .containsEntry("client.id", "headgate-telemetry-shop-2.4.1");
        assertThat(builder.topic()).isEqualTo("headgate.telemetry.summaries");
    }

    @Test
    void propertiesGoBeforeTheEnvironment() {
        TelemetryClientBuilder builder = TelemetrySettings.from(
                Map.of(
                        "headgate.version", "2.4.2",
                        "headgate.topic-prefix", "test.",
                        "headgate.mode", "events",
                        "headgate.request-timeout", "500ms",
                        "headgate.producer.security.protocol", "SSL"),
                NEEDED);

        assertThat(builder.producerProperties())
                .containsEntry("client.id", "headgate-telemetry-shop-2.4.2")
                .containsEntry("security.protocol", "SSL");
        assertThat(builder.topic()).isEqualTo("test.telemetry.requests");
    }

    @Test
    void pathsThatAreLeftOutAndThatStreamAreReadWithCommas() {
        Map<String, String> properties =
                Map.of("headgate.exclude", "/status, /admin/**", "headgate.streaming", "/events/**");

        TelemetryClientBuilder builder = TelemetrySettings.from(properties, NEEDED);

        assertThat(builder.excluded().fit("/admin/metrics")).isTrue();
        assertThat(builder.excluded().fit("/actuator/health")).isFalse();
        assertThat(builder.streaming().fit("/events/17")).isTrue();
        assertThat(TelemetrySettings.from(Map.of(), NEEDED).excluded().fit("/actuator/health"))
                .isTrue();
    }

    @Test
    void namesAllThatIsMissing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TelemetrySettings.from(Map.of("headgate.service", " "), Map.of()))
                .withMessageContaining("headgate.bootstrap-servers, headgate.service, headgate.version")
                .withMessageContaining("HEADGATE_BOOTSTRAP_SERVERS");
    }

    @ParameterizedTest
    @CsvSource({"headgate.mode, sometimes", "headgate.request-timeout, soon", "headgate.service, my shop"})
    void saysWhatIsWrongWithASetting(String name, String value) {
        Map<String, String> properties = new HashMap<>(Map.of(name, value));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> TelemetrySettings.from(properties, NEEDED))
                .withMessageContaining(value);
    }
}
