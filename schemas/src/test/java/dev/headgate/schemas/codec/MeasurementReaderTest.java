package dev.headgate.schemas.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasurementReaderTest {

    private final List<Measurement> read = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private final MeasurementReader reader = new MeasurementReader(new JsonCodec());

    private final MeasurementHandler handler = new MeasurementHandler() {
        @Override
        public void measurement(Measurement measurement) {
            read.add(measurement);
        }

        @Override
        public void refused(int index, String cause, String detail) {
            refused.add(index + " " + cause + " " + detail);
        }
    };

    @Test
    void readsASingleMeasurement() {
        reader.read(new JsonCodec().write(Samples.measurement()), handler);

        assertThat(read).containsExactly(Samples.measurement());
    }

    @ParameterizedTest
    @CsvSource({
        "gauge,-12.5",
        "count,0",
        "count,17",
        "value,-3",
        "probe,0",
        "probe,1",
        "alert,1",
        "alert,0",
        "gauge,1000000000",
        "gauge,-1000000000"
    })
    void acceptsWhatEachKindMayBe(String kind, String value) {
        reader.read(single("\"kind\":\"" + kind + "\"", "\"value\":" + value), handler);

        assertThat(read)
                .singleElement()
                .satisfies(each -> assertThat(each.value()).isEqualTo(Double.parseDouble(value)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`\"kind\":\"gauge\"`   | `\"kind\":\"mood\"`     | unknown-kind  | kind: expected gauge",
                "`\"kind\":\"gauge\"`   | `\"kind\":\"ratio\"`    | invalid-value | total: missing",
                "`\"kind\":\"gauge\"`   | `\"total\":1,\"kind\":\"gauge\"` | invalid-value | total: only a ratio",
                "`\"kind\":\"gauge\"`   | `\"total\":1,\"kind\":\"ratio\"` | invalid-value | value: expected from 0 to the total of 1.0",
                "`\"kind\":\"gauge\"`   | `\"kind\":\"probe\"`    | invalid-value | value: expected 1 for a probe",
                "`\"kind\":\"gauge\"`   | `\"kind\":\"alert\"`    | invalid-value | value: expected 1 for an alert",
                "`\"value\":2.5`        | `\"value\":1e10`        | invalid-value | value: expected a number",
                "`\"value\":2.5`        | `\"value\":-1e10`       | invalid-value | value: expected a number",
                "`\"value\":2.5`        | `\"value\":1e999`       | invalid-value | value: expected a number",
                "`\"value\":2.5`        | `\"value\":\"2.5\"`     | wrong-type    | value",
                "`\"value\":2.5`        | `\"value\":null`        | missing-field | value",
                "`\"value\":2.5`        | `\"value\":NaN`         | not-json      | NaN",
                "`\"name\":\"queue\"`   | `\"name\":\"my queue\"` | invalid-value | name: expected",
                "`\"name\":\"queue\"`   | `\"name\":\"\"`         | invalid-value | name: expected",
                "`\"service\":\"shop\"` | `\"service\":\"sh op\"` | invalid-value | service: expected",
                "`\"service\":\"shop\",`| ``                      | missing-field | service",
                "`\"version\":\"2.4.1\"`| `\"version\":\"2 4\"`   | invalid-value | version: expected",
                "`\"severity\":`        | `\"sev erity\":`        | invalid-value | labels.sev erity",
                "`\"critical\"`         | `\"\"`                  | invalid-value | labels.severity",
                "`\"measuredAtMillis\":5` | `\"measuredAtMillis\":0` | invalid-value | measuredAtMillis",
                "`\"measuredAtMillis\":5` | `\"measuredAtMillis\":1.5` | wrong-type | measuredAtMillis",
                "`\"schema\":1,`        | ``                      | missing-field | schema",
                "`\"schema\":1`         | `\"schema\":2`          | unsupported-schema | schema",
            })
    void refusesWhatCannotBeCountedAndSaysWhy(String found, String replacement, String cause, String detail) {
        String good = new String(single("\"kind\":\"gauge\"", "\"value\":2.5"), UTF_8);
        assertThat(good).contains(found);

        CodecException problem = problem(good.replace(found, replacement));

        assertThat(problem).hasMessageContaining(detail);
        assertThat(problem.cause()).as(problem.getMessage()).isEqualTo(cause);
        assertThat(read).isEmpty();
    }

    @Test
    void refusesANegativeCountAndAnAlertWithoutItsSeverity() {
        String alert = new String(single("\"kind\":\"alert\"", "\"value\":1"), UTF_8);

        assertThat(problem(new String(single("\"kind\":\"count\"", "\"value\":-1"), UTF_8)))
                .hasMessageContaining("at least 0, found -1.0");
        assertThat(problem(alert.replace("\"severity\"", "\"urgency\"")))
                .hasMessageContaining("labels.severity: missing");
    }

    @Test
    void refusesMoreThanSixteenLabels() {
        Map<String, String> many = IntStream.range(0, 17).boxed().collect(Collectors.toMap(i -> "l" + i, i -> "v" + i));
        Measurement measurement = new Measurement(
                Measurement.Kind.GAUGE,
                "shop",
                Optional.empty(),
                "queue",
                Labels.copy(many),
                1,
                1,
                OptionalDouble.empty());

        assertThat(MeasurementRules.problem(measurement)).contains("labels: at most 16, found 17");
    }

    @Test
    void readsABatchAndRefusesItsBadOnesAlone() {
        byte[] batch = ("{\"schema\":1,\"service\":\"shop\",\"version\":\"2.4.1\",\"measurements\":["
                        + "{\"kind\":\"gauge\",\"name\":\"queue\",\"measuredAtMillis\":5,\"value\":2.5},"
                        + "{\"kind\":\"probe\",\"name\":\"health\",\"measuredAtMillis\":5,\"value\":2},7,"
                        + "{\"kind\":\"count\",\"name\":\"log.critical\",\"measuredAtMillis\":6,\"value\":1}]}")
                .getBytes(UTF_8);

        reader.read(batch, handler);

        assertThat(read).extracting(Measurement::name).containsExactly("queue", "log.critical");
        assertThat(read).allSatisfy(each -> assertThat(each.version()).contains("2.4.1"));
        assertThat(refused)
                .satisfiesExactly(
                        probe -> assertThat(probe).startsWith("1 invalid-value value: expected 1 for a probe"),
                        number -> assertThat(number).isEqualTo("2 wrong-type expected an object"));
    }

    @Test
    void aBatchWithoutAVersionIsOfTheServiceAsAWhole() {
        reader.read(
                "{\"schema\":1,\"service\":\"shop\",\"measurements\":[{\"kind\":\"gauge\",\"name\":\"q\",\"measuredAtMillis\":5,\"value\":2.5}]}"
                        .getBytes(UTF_8),
                handler);

        assertThat(read)
                .singleElement()
                .satisfies(each -> assertThat(each.version()).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`{\"schema\":1,\"service\":\"shop\",\"measurements\":7}`  | wrong-type    | measurements",
                "`{\"schema\":1,\"measurements\":[]}`                      | missing-field | service",
                "`{\"schema\":1,\"service\":7,\"measurements\":[]}`        | wrong-type    | service",
                "`{\"schema\":1,\"service\":\"a b\",\"measurements\":[]}`  | invalid-value | service",
                "`{\"schema\":1,\"service\":\"a\",\"version\":\"\",\"measurements\":[]}` | invalid-value | version",
            })
    void refusesABatchThatIsNone(String json, String cause, String detail) {
        CodecException problem = problem(json);

        assertThat(problem).hasMessageContaining(detail);
        assertThat(problem.cause()).isEqualTo(cause);
    }

    @Test
    void refusesWhatIsTooLarge() {
        String item = "{\"kind\":\"gauge\",\"name\":\"queue\",\"measuredAtMillis\":5,\"value\":2.5},";
        String many = "{\"schema\":1,\"service\":\"shop\",\"measurements\":[" + item.repeat(1_000)
                + item.substring(0, item.length() - 1) + "]}";
        String single = new String(single("\"kind\":\"gauge\"", "\"value\":2.5"), UTF_8);

        assertThat(problem(many).cause()).isEqualTo("too-many-events");
        assertThat(problem(single + " ".repeat(40_000)).cause()).isEqualTo("too-large");
        assertThat(problem(single + " ".repeat(1_100_000)).cause()).isEqualTo("too-large");
    }

    private CodecException problem(String json) {
        return catchThrowableOfType(CodecException.class, () -> reader.read(json.getBytes(UTF_8), handler));
    }

    private static byte[] single(String kind, String value) {
        return ("{\"schema\":1," + kind + ",\"service\":\"shop\",\"version\":\"2.4.1\",\"name\":\"queue\","
                        + "\"labels\":{\"severity\":\"critical\"},\"measuredAtMillis\":5," + value + "}")
                .getBytes(UTF_8);
    }
}
