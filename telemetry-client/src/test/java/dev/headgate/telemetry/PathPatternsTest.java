package dev.headgate.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathPatternsTest {

    @ParameterizedTest
    @CsvSource({
        "/health, /health, true",
        "/health, /health/live, false",
        "/health, /healthz, false",
        "/health*, /healthz, true",
        "/health*, /health, true",
        "/health*, /health/live, false",
        "/actuator/**, /actuator, true",
        "/actuator/**, /actuator/health/live, true",
        "/actuator/**, /actuators, false",
        "/**, /anything/at/all, true",
        "/orders/*, /orders/17, true",
        "/orders/*, /orders/17/lines, false",
    })
    void aPatternIsAPathOrWhatBeginsWithIt(String pattern, String path, boolean fits) {
        assertThat(new PathPatterns(List.of(pattern)).fit(path)).isEqualTo(fits);
    }

    @ParameterizedTest
    @ValueSource(strings = {"health", "/**/health", "/a*b", "*"})
    void whatIsNoPatternIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PathPatterns.read("/a, " + text))
                .withMessageContaining(text);
    }

    @ParameterizedTest
    @CsvSource({
        "/health, true",
        "/healthz, true",
        "/livez, true",
        "/readyz, true",
        "/health/live, true",
        "/health/readiness, true",
        "/actuator/health, true",
        "/actuator/health/liveness, true",
        "/actuator/prometheus, true",
        "/health/records/17, false",
        "/health/plans, false",
        "/healthz/17, false",
        "/actuator/valves/17, false",
    })
    void byDefaultProbesAreLeftOutAndNotABusinessOfHealth(String path, boolean leftOut) {
        assertThat(new PathPatterns(TelemetryClientBuilder.PROBES).fit(path)).isEqualTo(leftOut);
    }

    @Test
    void severalAreReadWithCommasAndABlankTextIsNone() {
        assertThat(PathPatterns.read("/a, /b/**")).containsExactly("/a", "/b/**");
        assertThat(PathPatterns.read(" ")).isEmpty();
    }
}
