package dev.headgate.cli.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Measurement;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypedTest {

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "gauge, 0.42, 0.42", "gauge, -12.5, -12.5", "count, 3, 3", "value, 1e3, 1000", "probe, success, 1",
        "probe, failure, 0", "probe, 1, 1", "alert, firing, 1", "alert, resolved, 0", "alert, 0, 0"
    })
    void aFigureIsReadAsItsKindMeansIt(String kind, String value, double expected) throws Exception {
        Measurement measurement =
                typed(kind, "name", value, Map.of("severity", "critical")).measurement(NOON);

        assertThat(measurement.kind().wireName()).isEqualTo(kind);
        assertThat(measurement.value()).isEqualTo(expected);
        assertThat(measurement.measuredAtMillis()).isEqualTo(NOON.toEpochMilli());
    }

    @Test
    void aRatioHasATotalAndAVersionAndATimeOfItsOwn() throws Exception {
        Typed typed = new Typed(
                "ratio",
                "messages.delivered",
                Optional.of("995"),
                "shop",
                Optional.of("2.4.1"),
                Optional.of("1000"),
                Map.of("region", "eu"),
                Optional.of("2026-11-28T11:59:00Z"));

        assertThat(typed.measurement(NOON))
                .isEqualTo(new Measurement(
                        Measurement.Kind.RATIO,
                        "shop",
                        Optional.of("2.4.1"),
                        "messages.delivered",
                        Labels.copy(Map.of("region", "eu")),
                        NOON.minusSeconds(60).toEpochMilli(),
                        995,
                        OptionalDouble.of(1000)));
    }

    @Test
    void aHeartbeatSaysThatAlertsAreToldOf() throws Exception {
        Typed typed = new Typed(
                "heartbeat",
                "alerts",
                Optional.empty(),
                "shop",
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty());

        Measurement heartbeat = typed.measurement(NOON);

        assertThat(heartbeat.name()).isEqualTo("alerts.heartbeat");
        assertThat(heartbeat.kind()).isEqualTo(Measurement.Kind.GAUGE);
        assertThat(heartbeat.value()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "gauges, 1, 'the KIND must be gauge, ratio, count, value, probe, alert or heartbeat, found ''gauges'''",
        "gauge, 42%, 'the VALUE must be a number such as 0.42, found ''42%'''",
        "gauge, NaN, 'the VALUE must be a number such as 0.42, found ''NaN'''",
        "gauge, 1e400, 'value: expected a number from -1000000000 to 1000000000, found Infinity'",
        "probe, up, 'the VALUE must be a number such as 0.42, or failure or success, found ''up'''",
        "ratio, 1, total: missing; a ratio needs the number of all events beside that of the good ones",
        "count, -1, 'value: a count''s increase is at least 0, found -1.0'",
        "alert, firing, 'labels.severity: missing; an alert says how urgent it is, for example critical'",
        "heartbeat, 1, 'a heartbeat is \"heartbeat alerts\" and nothing else: it says that whoever tells of alerts is there'",
    })
    void aMistakeIsNamedInASentence(String kind, String value, String sentence) {
        assertThatThrownBy(() -> typed(kind, "name", value, Map.of()).measurement(NOON))
                .isInstanceOf(Typed.Mistake.class)
                .hasMessage(sentence);
    }

    @Test
    void aFileHoldsMeasurementsAndBatchesAndEveryMistakeIsNamedWithItsLine() throws IOException {
        String lines = """
                {"schema":1,"kind":"gauge","service":"shop","name":"queue","measuredAtMillis":5,"value":1}

                {"schema":1,"service":"shop","measurements":[{"kind":"count","name":"c","measuredAtMillis":5,"value":-1}]}
                nonsense
                """;

        MeasurementFile file = MeasurementFile.read("m.jsonl", new BufferedReader(new StringReader(lines)));

        assertThat(file.measurements()).extracting(Measurement::name).containsExactly("queue");
        assertThat(file.problems())
                .satisfiesExactly(
                        count -> assertThat(count)
                                .isEqualTo(
                                        "m.jsonl:3: measurement 1: value: a count's increase is at least 0, found -1.0"),
                        nonsense -> assertThat(nonsense).startsWith("m.jsonl:4: not JSON"));
    }

    private static Typed typed(String kind, String name, String value, Map<String, String> labels) {
        return new Typed(
                kind, name, Optional.of(value), "shop", Optional.empty(), Optional.empty(), labels, Optional.empty());
    }
}
