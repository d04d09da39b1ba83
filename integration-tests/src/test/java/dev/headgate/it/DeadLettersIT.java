package dev.headgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.it.harness.Await;
import dev.headgate.it.harness.Collected;
import dev.headgate.it.harness.Gate;
import dev.headgate.it.harness.Installation;
import dev.headgate.it.harness.Operator;
import dev.headgate.it.harness.Sketches;
import dev.headgate.schemas.codec.DeadLetterCause;
import dev.headgate.schemas.codec.RequestEventWriter;
import dev.headgate.schemas.codec.SketchCodec;
import dev.headgate.schemas.model.DeadLetter;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Outcome;
import dev.headgate.schemas.model.RequestEvent;
import dev.headgate.schemas.model.SeriesKey;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.SketchDelta;
import dev.headgate.schemas.sketch.LatencySketch;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad input is set aside with its cause and counted, and what comes after it is used as ever. */
class DeadLettersIT {

    @RegisterExtension
    static final Installation HEADGATE = new Installation();

    private static final RequestEventWriter WRITER = new RequestEventWriter();
    private static Gate gate;
    private static Operator anybody;
    private static Collected<DeadLetter> deadLetters;

    @BeforeAll
    static void startGate() throws Exception {
        gate = HEADGATE.gate("all").start();
        anybody = HEADGATE.operator();
        deadLetters = HEADGATE.readers().deadLetters();
    }

    static Stream<Arguments> badTelemetry() {
        long now = System.currentTimeMillis();
        return Stream.of(
                Arguments.of(
                        "garbage", DeadLetterCause.NOT_JSON, "\u0000\u0001 no JSON".getBytes(StandardCharsets.UTF_8)),
                Arguments.of("another kind", DeadLetterCause.UNKNOWN_KIND, json("{\"schema\":1,\"kind\":\"song\"}")),
                Arguments.of(
                        "a field is missing",
                        DeadLetterCause.MISSING_FIELD,
                        json("{\"schema\":1,\"kind\":\"request\",\"service\":\"bad\"}")),
                Arguments.of("too large", DeadLetterCause.TOO_LARGE, WRITER.write(event("x".repeat(40_000), now))),
                Arguments.of(
                        "from the future",
                        DeadLetterCause.FUTURE,
                        WRITER.write(event("bad", now + Duration.ofHours(1).toMillis()))),
                Arguments.of(
                        "an hour late",
                        "late",
                        WRITER.write(event("bad", now - Duration.ofHours(1).toMillis()))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badTelemetry")
    void badTelemetryIsSetAsideAndTheStreamGoesOn(String what, String cause, byte[] value) {
        double counted = gate.metric("headgate_combine_refused_total{cause=\"" + cause + "\"}");
        String service = "after-" + cause;

        RecordMetadata bad = publish(value);
        publish(WRITER.write(event(service, "checkout", System.currentTimeMillis())));

        Collected.Item<DeadLetter> letter = awaitLetterOf(bad);
        assertThat(letter.value().cause()).isEqualTo(cause);
        assertThat(letter.value().detail()).isNotBlank();
        assertThat(letter.value().application()).isEqualTo("combine");
        assertThat(letter.value().originalSize()).isEqualTo(value.length);
        assertThat(letter.bytes()).isEqualTo(value);
        Await.untilAsserted(
                "the refusal is counted",
                Await.LONG,
                () -> assertThat(gate.metric("headgate_combine_refused_total{cause=\"" + cause + "\"}"))
                        .isEqualTo(counted + 1));
        awaitRequests(service, 1);
    }

    @Test
    void aBadEventInABatchLeavesTheOthersCounted() {
        long now = System.currentTimeMillis();
        String good = "{\"operation\":\"checkout\",\"completedAtMillis\":" + now
                + ",\"latencyMicros\":1000,\"outcome\":\"success\"}";
        String bad = "{\"operation\":\"checkout\",\"completedAtMillis\":" + now
                + ",\"latencyMicros\":\"soon\",\"outcome\":\"success\"}";

        RecordMetadata batch = publish(
                json("{\"schema\":1,\"kind\":\"requests\",\"service\":\"batched\",\"version\":\"1.0\",\"events\":["
                        + good + "," + bad + "," + good + "]}"));

        DeadLetter letter = awaitLetterOf(batch).value();
        assertThat(letter.cause()).isEqualTo(DeadLetterCause.WRONG_TYPE);
        assertThat(letter.detail()).contains("event 1");
        awaitRequests("batched", 2);
    }

    @Test
    void sketchesInTheWrongPartitionAreNotJudged() {
        String service = "misplaced";
        int partitions = HEADGATE.topics().topic(TopicCatalogue.GATE_SKETCHES).partitions();
        int home = Utils.toPositive(Utils.murmur2(service.getBytes(StandardCharsets.UTF_8))) % partitions;
        SeriesSecond second = new SeriesSecond(
                new SeriesKey("1.0", "checkout", Labels.NONE),
                System.currentTimeMillis() / 1_000,
                0,
                0,
                0,
                new LatencySketch(),
                List.of());
        byte[] value = SketchCodec.write(new SketchDelta(service, List.of(second)));

        RecordMetadata sent = anybody.send(
                TopicCatalogue.GATE_SKETCHES,
                Optional.of((home + 1) % partitions),
                service,
                value,
                (bytes, headers) -> {});

        DeadLetter letter = awaitLetterOf(sent).value();
        assertThat(letter.cause()).isEqualTo(DeadLetterCause.WRONG_PARTITION);
        assertThat(letter.application()).isEqualTo("judge");
        Await.untilAsserted(
                "the refusal is counted",
                Await.LONG,
                () -> assertThat(gate.metric("headgate_judge_refused_total{cause=\"wrong-partition\"}"))
                        .isEqualTo(1));
    }

    private static RecordMetadata publish(byte[] value) {
        return anybody.send(TopicCatalogue.TELEMETRY_REQUESTS, Optional.empty(), null, value, (bytes, headers) -> {});
    }

    private static Collected.Item<DeadLetter> awaitLetterOf(RecordMetadata record) {
        deadLetters.await("a dead letter of " + record, letter -> isOf(letter, record));
        return deadLetters.items().stream()
                .filter(item -> isOf(item.value(), record))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isOf(DeadLetter letter, RecordMetadata record) {
        return letter.topic().equals(record.topic())
                && letter.partition() == record.partition()
                && letter.offset() == record.offset();
    }

    private static void awaitRequests(String service, long requests) {
        Sketches sketches = new Sketches(HEADGATE);
        Await.untilAsserted(
                service + " is counted",
                Await.LONG,
                () -> assertThat(sketches.sums().requests(service)).isEqualTo(requests));
    }

    private static RequestEvent event(String operation, long completedAtMillis) {
        return event("bad", operation, completedAtMillis);
    }

    private static RequestEvent event(String service, String operation, long completedAtMillis) {
        return new RequestEvent(
                service, "1.0", operation, Labels.NONE, completedAtMillis, 1_000, Outcome.SUCCESS, Optional.empty());
    }

    private static byte[] json(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
