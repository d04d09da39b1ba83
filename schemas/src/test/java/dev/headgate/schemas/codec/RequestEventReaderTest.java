package dev.headgate.schemas.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Outcome;
import dev.headgate.schemas.model.RequestEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestEventReaderTest {

    private static final String SINGLE = "{\"service\":\"shop\",\"version\":\"2.4.1\",\"operation\":\"checkout\","
            + "\"completedAtMillis\":1795348800123,\"latencyMicros\":41250,\"outcome\":\"success\"}";
    private static final String ITEM =
            "{\"operation\":\"checkout\",\"completedAtMillis\":1795348800123,\"latencyMicros\":41250,\"outcome\":\"error\"}";

    private final RequestEventReader reader = new RequestEventReader();
    private final RequestEventWriter writer = new RequestEventWriter();
    private final Collected collected = new Collected();

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 1_000);
    }

    @Test
    void readsASingleEventWithoutWhatIsOptional() {
        reader.read(bytes(SINGLE), collected);

        assertThat(collected.events)
                .containsExactly(new RequestEvent(
                        "shop",
                        "2.4.1",
                        "checkout",
                        Labels.NONE,
                        1_795_348_800_123L,
                        41_250,
                        Outcome.SUCCESS,
                        Optional.empty()));
    }

    @Test
    void readsWhatTheWriterWrote() {
        reader.read(writer.write(Samples.event()), collected);
        reader.read(writer.write("shop", "2.4.1", List.of(Samples.event(), Samples.failedEvent())), collected);

        assertThat(collected.events).containsExactly(Samples.event(), Samples.event(), Samples.failedEvent());
    }

    @Test
    void readsABatchWhateverTheOrderOfItsFields() {
        reader.read(
                bytes("{\"events\":[" + ITEM + "],\"version\":\"2.4.1\",\"service\":\"shop\",\"kind\":\"requests\"}"),
                collected);

        assertThat(collected.events).extracting(RequestEvent::service).containsExactly("shop");
    }

    @Test
    void readsAnEmptyBatch() {
        reader.read(batch(""), collected);

        assertThat(collected.events).isEmpty();
        assertThat(collected.refused).isEmpty();
    }

    @Test
    void givesRepeatedNamesAsOneString() {
        reader.read(bytes(SINGLE), collected);
        reader.read(bytes(SINGLE), collected);

        RequestEvent first = collected.events.get(0);
        RequestEvent second = collected.events.get(1);
        assertThat(second.service()).isSameAs(first.service());
        assertThat(second.version()).isSameAs(first.version());
        assertThat(second.operation()).isSameAs(first.operation());
    }

    @Test
    void readsNamesCorrectlyWhenThereAreMoreThanItRemembers() {
        for (int i = 0; i < 10_000; i++) {
            reader.read(bytes(SINGLE.replace("checkout", "operation-" + i)), collected);
        }

        assertThat(collected.events.get(9_999).operation()).isEqualTo("operation-9999");
        assertThat(collected.events.stream().map(RequestEvent::operation).distinct())
                .hasSize(10_000);
    }

    @Test
    void ignoresWhatItDoesNotKnow() {
        reader.read(bytes(SINGLE.replaceFirst("\\{", "{\"new\":{\"a\":[1,{}]},\"other\":null,")), collected);

        assertThat(collected.events).hasSize(1);
    }

    @Test
    void takesANullForAnAbsentOptional() {
        reader.read(bytes(SINGLE.replaceFirst("\\{", "{\"requestId\":null,\"labels\":null,")), collected);

        assertThat(collected.events.get(0).requestId()).isEmpty();
        assertThat(collected.events.get(0).labels()).isEmpty();
    }

    @Test
    void nothingIsLeftOverFromTheEventBefore() {
        reader.read(writer.write(Samples.event()), collected);
        reader.read(bytes(SINGLE), collected);

        assertThat(collected.events.get(1).labels()).isEmpty();
        assertThat(collected.events.get(1).requestId()).isEmpty();
        assertThat(refusal("{\"service\":\"shop\",\"version\":\"2.4.1\"}")).isEqualTo("missing-field");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`\"service\":\"shop\",`          | ``                              | missing-field | service",
                "`\"version\":\"2.4.1\",`         | ``                              | missing-field | version",
                "`\"operation\":\"checkout\",`    | ``                              | missing-field | operation",
                "`\"completedAtMillis\":1795348800123,` | ``                        | missing-field | completedAtMillis",
                "`\"latencyMicros\":41250,`       | ``                              | missing-field | latencyMicros",
                "`,\"outcome\":\"success\"`       | ``                              | missing-field | outcome",
                "`\"shop\"`                       | `\"my shop\"`                   | invalid-value | service",
                "`\"shop\"`                       | `7`                             | wrong-type    | service",
                "`\"2.4.1\"`                      | `\"\"`                          | invalid-value | version",
                "`\"checkout\"`                   | `\"ch\u00e9ckout\"`             | invalid-value | operation",
                "`\"checkout\"`                   | `[\"checkout\"]`                | wrong-type    | operation",
                "`1795348800123`                  | `0`                             | invalid-value | completedAtMillis",
                "`1795348800123`                  | `253402300800000`               | invalid-value | completedAtMillis",
                "`1795348800123`                  | `1795348800123.5`               | wrong-type    | completedAtMillis",
                "`1795348800123`                  | `\"1795348800123\"`             | wrong-type    | completedAtMillis",
                "`1795348800123`                  | `99999999999999999999`          | invalid-value | completedAtMillis",
                "`41250`                          | `-1`                            | invalid-value | latencyMicros",
                "`41250`                          | `{\"a\":1}`                     | wrong-type    | latencyMicros",
                "`\"success\"`                    | `\"ok\"`                        | invalid-value | outcome",
                "`\"success\"`                    | `\"succesz\"`                   | invalid-value | outcome",
                "`\"success\"`                    | `true`                          | wrong-type    | outcome",
                "`\"success\"`                    | `\"success\",\"requestId\":\"\"`| invalid-value | requestId",
                "`\"success\"`                    | `\"success\",\"requestId\":5`   | wrong-type    | requestId",
                "`\"success\"`                    | `\"success\",\"labels\":[1]`    | wrong-type    | labels",
                "`\"success\"`                    | `\"success\",\"labels\":{\"a\":1}` | wrong-type | labels.a",
                "`\"success\"`                    | `\"success\",\"labels\":{\"a\":\"\"}` | invalid-value | labels.a",
                "`\"success\"`                    | `\"success\",\"labels\":{\"a b\":\"c\"}` | invalid-value | labels.a b",
                "`\"success\"`                    | `\"success\",\"kind\":\"requests\"` | unknown-kind | kind",
                "`\"success\"`                    | `\"success\",\"kind\":1`        | wrong-type    | kind",
                "`\"success\"`                    | `\"success\",\"schema\":2`      | unsupported-schema | schema",
                "`\"success\"`                    | `\"success\",\"schema\":0`      | invalid-value | schema",
                "`\"success\"`                    | `\"success\",\"schema\":\"1\"`  | wrong-type    | schema",
                "`\"success\"`                    | `\"success\",\"events\":{}`     | wrong-type    | events",
                "`\"success\"}`                   | `\"success\"`                   | not-json      | JSON",
                "`\"success\"}`                   | `\"success\"}}`                 | not-json      | JSON",
                "`\"success\"}`                   | `\"success\"}[]`                | not-json      | JSON",
            })
    void saysWhatIsWrongWithASingleEvent(String found, String replacement, String cause, String where) {
        byte[] value = bytes(SINGLE.replace(found, replacement));

        CodecException problem = catchThrowableOfType(CodecException.class, () -> reader.read(value, collected));

        assertThat(problem.cause()).as(problem.getMessage()).isEqualTo(cause);
        assertThat(problem).hasMessageContaining(where);
        assertThat(collected.events).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "5", "\"text\"", "\u00ff", "{\"service\":"})
    void refusesWhatIsNoJsonObject(String text) {
        assertThat(refusal(text)).isIn("not-json", "wrong-type");
    }

    @Test
    void oneBadEventDoesNotSpoilItsBatch() {
        reader.read(
                batch(ITEM + "," + ITEM.replace("41250", "-1") + ",7," + ITEM.replace("\"error\"", "\"odd\"") + ","
                        + ITEM),
                collected);

        assertThat(collected.events).hasSize(2);
        assertThat(collected.refused)
                .containsExactly(
                        "1 invalid-value latencyMicros: expected at least 0, found -1",
                        "2 wrong-type expected an object, found a number",
                        "3 invalid-value outcome: expected \"success\" or \"error\", found \"odd\"");
    }

    @Test
    void handsOverNothingOfABatchThatBreaksOff() {
        String whole = new String(batch(ITEM + "," + ITEM), UTF_8);

        assertThat(refusal(whole.substring(0, whole.length() - 2))).isEqualTo("not-json");
        assertThat(collected.events).isEmpty();
    }

    @Test
    void aBatchMustSayThatItIsOne() {
        assertThat(refusal(new String(batch(ITEM), UTF_8).replace("\"kind\":\"requests\",", "")))
                .isEqualTo("missing-field");
        assertThat(refusal(new String(batch(ITEM), UTF_8).replace("requests", "spans")))
                .isEqualTo("unknown-kind");
    }

    @Test
    void refusesAnEventOver32KilobytesAndTakesOneOfJustThat() {
        String head = SINGLE.substring(0, SINGLE.length() - 1) + ",\"note\":\"";
        int room = TelemetryLimits.EVENT_BYTES - head.length() - 2;

        assertThat(refusal(head + "x".repeat(room + 1) + "\"}")).isEqualTo("too-large");
        reader.read(bytes(head + "x".repeat(room) + "\"}"), collected);
        assertThat(collected.events).hasSize(1);
    }

    @Test
    void refusesAnEventOver32KilobytesWithinABatchAlone() {
        String large = ITEM.substring(0, ITEM.length() - 1) + ",\"note\":\"" + "x".repeat(33_000) + "\"}";

        reader.read(batch(ITEM + "," + large + "," + ITEM), collected);

        assertThat(collected.events).hasSize(2);
        assertThat(collected.refused).containsExactly("1 too-large larger than 32768 bytes");
    }

    @Test
    void refusesABatchOverItsBounds() {
        String thousand = String.join(",", Collections.nCopies(1_000, ITEM));

        reader.read(batch(thousand), collected);
        assertThat(collected.events).hasSize(1_000);
        assertThat(refusal(new String(batch(thousand + "," + ITEM), UTF_8))).isEqualTo("too-many-events");
        assertThat(refusal(" ".repeat(TelemetryLimits.BATCH_BYTES + 1))).isEqualTo("too-large");
    }

    @Test
    void refusesMoreLabelsThanAllowed() {
        StringBuilder labels = new StringBuilder("\"l0\":\"v\"");
        for (int i = 1; i < 17; i++) {
            labels.append(",\"l").append(i).append("\":\"v\"");
        }

        assertThat(refusal(SINGLE.replace("\"success\"", "\"success\",\"labels\":{" + labels + "}")))
                .isEqualTo("invalid-value");
    }

    @Test
    void showsForeignTextShortAndWithoutControlCharacters() {
        CodecException problem = catchThrowableOfType(
                CodecException.class,
                () -> reader.read(bytes(SINGLE.replace("success", "\\u0007" + "x".repeat(500))), collected));

        assertThat(problem.getMessage()).hasSizeLessThan(200).contains("?xxx").endsWith("…\"");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void neverThrowsAnythingButACodecExceptionForDamagedValues(long seed) {
        Random random = new Random(seed);
        byte[] good = random.nextBoolean()
                ? writer.write(Samples.event())
                : writer.write("shop", "2.4.1", List.of(Samples.event(), Samples.failedEvent(), Samples.event()));
        byte[] damaged = JsonCodecTest.damaged(good, random);

        read(damaged);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void neverThrowsAnythingButACodecExceptionForRandomBytes(long seed) {
        byte[] bytes = new byte[(int) (seed % 100)];
        new Random(seed).nextBytes(bytes);

        read(bytes);
        reader.read(bytes(SINGLE), collected);

        assertThat(collected.events).isNotEmpty();
    }

    @Test
    void theWriterRefusesABatchOfSeveralVersionsOrTooManyEvents() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> writer.write("shop", "2.4.0", List.of(Samples.event())))
                .withMessageContaining("one version");
        RequestEvent[] many = new RequestEvent[1_001];
        Arrays.fill(many, Samples.event());
        assertThatIllegalArgumentException().isThrownBy(() -> writer.write("shop", "2.4.1", List.of(many)));
    }

    private void read(byte[] value) {
        try {
            reader.read(value, collected);
        } catch (CodecException expected) {
            assertThat(expected.cause()).isNotEmpty();
        }
    }

    private String refusal(String value) {
        return catchThrowableOfType(CodecException.class, () -> reader.read(bytes(value), collected))
                .cause();
    }

    private static byte[] batch(String items) {
        return bytes("{\"schema\":1,\"kind\":\"requests\",\"service\":\"shop\",\"version\":\"2.4.1\",\"events\":["
                + items + "]}");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static final class Collected implements RequestEventHandler {

        private final List<RequestEvent> events = new ArrayList<>();
        private final List<String> refused = new ArrayList<>();

        @Override
        public void event(RequestEvent event) {
            events.add(event);
        }

        @Override
        public void refused(int index, String cause, String detail) {
            refused.add(index + " " + cause + " " + detail);
        }
    }
}
