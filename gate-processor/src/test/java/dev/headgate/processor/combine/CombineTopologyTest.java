package dev.headgate.processor.combine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.processor.otlp.OtlpHistograms;
import dev.headgate.processor.otlp.SdkSpans;
import dev.headgate.processor.streams.FakeLag;
import dev.headgate.processor.streams.StreamsProperties;
import dev.headgate.schemas.codec.DeadLetterHeaders;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.codec.ReplayHeaders;
import dev.headgate.schemas.codec.SketchCodec;
import dev.headgate.schemas.model.CombinerProgress;
import dev.headgate.schemas.model.DeadLetter;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.MeasurementDelta;
import dev.headgate.schemas.model.RefusedItems;
import dev.headgate.schemas.model.SeriesKey;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.SketchDelta;
import dev.headgate.schemas.model.SketchMessage;
import dev.headgate.schemas.model.Summary;
import dev.headgate.schemas.sketch.LatencySketch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The wiring; that nothing is lost or doubled at commits is for a real broker to show. */
class CombineTopologyTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final CombineTopics TOPICS = new CombineTopics(
            "requests",
            "summaries",
            "measurements",
            Optional.of("otlp_spans"),
            Optional.of("otlp_metrics"),
            "sketches",
            "dead-letters");

    private final FakeLag lag = new FakeLag()
            .with("requests", 4)
            .with("summaries", 2)
            .with("measurements", 4)
            .with("otlp_spans", 3)
            .with("otlp_metrics", 1);
    private final CountingCombineMeter meter = new CountingCombineMeter();
    private final AtomicReference<Instant> clock = new AtomicReference<>(NOW);

    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> requests;
    private TestInputTopic<byte[], byte[]> summaries;
    private TestInputTopic<byte[], byte[]> measurements;
    private TestInputTopic<byte[], byte[]> spans;
    private TestInputTopic<byte[], byte[]> metrics;
    private TestOutputTopic<byte[], byte[]> sketches;
    private TestOutputTopic<byte[], byte[]> deadLetters;

    @BeforeEach
    void start() {
        CombineSettings settings = new CombineSettings(
                new Timeliness(Duration.ofSeconds(5), Duration.ofMinutes(10)),
                100,
                Duration.ofMillis(500),
                StreamsProperties.LARGEST_RECORD_BYTES);
        var topology = CombineTopology.of(TOPICS, settings, () -> lag, meter, clock::get);
        driver = new TopologyTestDriver(topology, new Properties(), NOW);
        requests = driver.createInputTopic(
                "requests", new ByteArraySerializer(), new ByteArraySerializer(), NOW, Duration.ZERO);
        summaries = driver.createInputTopic(
                "summaries", new ByteArraySerializer(), new ByteArraySerializer(), NOW, Duration.ZERO);
        measurements = driver.createInputTopic(
                "measurements", new ByteArraySerializer(), new ByteArraySerializer(), NOW, Duration.ZERO);
        spans = driver.createInputTopic(
                "otlp_spans", new ByteArraySerializer(), new ByteArraySerializer(), NOW, Duration.ZERO);
        metrics = driver.createInputTopic(
                "otlp_metrics", new ByteArraySerializer(), new ByteArraySerializer(), NOW, Duration.ZERO);
        sketches = driver.createOutputTopic("sketches", new ByteArrayDeserializer(), new ByteArrayDeserializer());
        deadLetters =
                driver.createOutputTopic("dead-letters", new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void sendsADeltaKeyedByServiceAtCommit() {
        requests.pipeInput(event(NOW.toEpochMilli(), "success"));

        TestRecord<byte[], byte[]> record = deltas().get(0);
        assertThat(record.key()).asString(StandardCharsets.UTF_8).isEqualTo("shop");
        assertThat(((SketchDelta) SketchCodec.read(record.value())).seconds())
                .singleElement()
                .satisfies(part -> {
                    assertThat(part.series()).isEqualTo(new SeriesKey("2.4.1", "checkout", Labels.NONE));
                    assertThat(part.requests()).isEqualTo(1);
                });
        assertThat(meter.counted).isEqualTo(1);
    }

    @Test
    void countsSummariesLikeRequests() {
        summaries.pipeInput(summary());

        assertThat(deltas()).hasSize(1);
        assertThat(meter.counted).isEqualTo(1);
    }

    @Test
    void sendsMeasurementsOfAServiceAsADeltaOfTheirOwnAtCommit() {
        measurements.pipeInput(measurement("gauge", "queue", NOW.toEpochMilli(), "17"));

        TestRecord<byte[], byte[]> record = sketches.readRecordsToList().stream()
                .filter(each -> SketchCodec.read(each.value()) instanceof MeasurementDelta)
                .findFirst()
                .orElseThrow();
        assertThat(record.key()).asString(StandardCharsets.UTF_8).isEqualTo("shop");
        assertThat(((MeasurementDelta) SketchCodec.read(record.value())).seconds())
                .singleElement()
                .satisfies(part -> {
                    assertThat(part.key().name()).isEqualTo("queue");
                    assertThat(part.second()).isEqualTo(NOW.getEpochSecond());
                    assertThat(part.sum().last()).isEqualTo(17);
                });
        assertThat(meter.measured).isEqualTo(1);
        assertThat(meter.counted).isZero();
    }

    @Test
    void goodMeasurementsOfABatchCountAndBadOnesAreNamedInOneDeadLetter() {
        measurements.pipeInput(bytes("""
                {"schema":1,"service":"shop","measurements":[
                  {"kind":"gauge","name":"queue","measuredAtMillis":%d,"value":1},
                  {"kind":"count","name":"log.critical","measuredAtMillis":%d,"value":-1},
                  {"kind":"probe","name":"health","measuredAtMillis":%d,"value":1}]}
                """.formatted(NOW.toEpochMilli(), NOW.toEpochMilli(), NOW.toEpochMilli())));

        DeadLetter why = DeadLetterHeaders.read(deadLetters.readRecord().headers());
        assertThat(why.topic()).isEqualTo("measurements");
        assertThat(why.cause()).isEqualTo("invalid-value");
        assertThat(why.detail()).startsWith("event 1: value: a count's increase is at least 0");
        assertThat(meter.measured).isEqualTo(2);
        assertThat(meter.refusedCount).isEqualTo(1);
    }

    @Test
    void measurementsAreRefusedWhenFutureOrLateButAnAlertMayBeAWeekOld() {
        Instant week = NOW.minus(Duration.ofDays(7));
        measurements.pipeInput(measurement("gauge", "queue", NOW.plusSeconds(6).toEpochMilli(), "17"));
        measurements.pipeInput(
                measurement("gauge", "queue", NOW.minusSeconds(601).toEpochMilli(), "17"));
        measurements.pipeInput(measurement("alert", "HighErrorRate", week.toEpochMilli(), "1"));
        measurements.pipeInput(measurement("alert", "HighErrorRate", week.toEpochMilli() - 1, "1"));

        assertThat(deadLetters.readRecordsToList())
                .extracting(letter -> DeadLetterHeaders.read(letter.headers()).cause())
                .containsExactly("future", "late", "late");
        assertThat(meter.measured).isEqualTo(1);
    }

    @Test
    void requestsOfAServiceThatComeInTwoWaysAreNoticed() {
        requests.pipeInput(event(NOW.toEpochMilli(), "success"));
        summaries.pipeInput(summary());
        requests.pipeInput(event(NOW.toEpochMilli() + 1, "success"));
        requests.pipeInput(event(NOW.toEpochMilli() + 2, "success"), NOW.plusMillis(5));

        assertThat(meter.twice).isEqualTo(1);
    }

    @Test
    void garbageIsSetAsideWithItsBytesCauseAndOriginAndTheStreamGoesOn() {
        requests.pipeInput("not json".getBytes(StandardCharsets.UTF_8));
        requests.pipeInput(event(NOW.toEpochMilli(), "success"));

        TestRecord<byte[], byte[]> letter = deadLetters.readRecord();
        DeadLetter why = DeadLetterHeaders.read(letter.headers());
        assertThat(letter.value()).asString(StandardCharsets.UTF_8).isEqualTo("not json");
        assertThat(why.cause()).isEqualTo("not-json");
        assertThat(why.application()).isEqualTo("combine");
        assertThat(why.topic()).isEqualTo("requests");
        assertThat(why.offset()).isZero();
        assertThat(deltas()).hasSize(1);
        assertThat(meter.refused).containsExactly("not-json");
    }

    @Test
    void aRecordWithoutValueIsSetAside() {
        requests.pipeInput(new TestRecord<>(null, null));

        assertThat(DeadLetterHeaders.read(deadLetters.readRecord().headers()).cause())
                .isEqualTo("missing-field");
    }

    @Test
    void anOversizedEventIsSetAsideCutAndHashed() {
        byte[] huge = event(NOW.toEpochMilli(), "success", "x".repeat(900_000));

        requests.pipeInput(huge);

        TestRecord<byte[], byte[]> letter = deadLetters.readRecord();
        DeadLetter why = DeadLetterHeaders.read(letter.headers());
        assertThat(why.cause()).isEqualTo("too-large");
        assertThat(why.truncated()).isTrue();
        assertThat(why.originalSize()).isEqualTo(huge.length);
        assertThat(letter.value()).hasSize(DeadLetterHeaders.KEPT_BYTES);
        assertThat(meter.cut).isEqualTo(1);
        assertThat(deltas()).isEmpty();
    }

    @Test
    void aCollectorsWholeBatchIsKeptSoThatItCanBeReplayedUntilTheyAreTooMany() {
        byte[] batch = event(NOW.toEpochMilli(), "success", "x".repeat(300_000));

        for (int i = 0; i < 200; i++) {
            requests.pipeInput(batch);
        }

        List<TestRecord<byte[], byte[]>> letters = deadLetters.readRecordsToList();
        assertThat(letters).hasSize(200);
        assertThat(letters.get(0).value()).isEqualTo(batch);
        assertThat(letters.get(199).value()).hasSize(4_096);
        assertThat(letters).allSatisfy(letter -> assertThat(
                        DeadLetterHeaders.read(letter.headers()).truncated())
                .isEqualTo(letter.value().length < batch.length));
        assertThat(meter.cut).isBetween(85L, 95L);
    }

    @Test
    void futureAndLateEventsAreSetAside() {
        requests.pipeInput(event(NOW.plusSeconds(6).toEpochMilli(), "success"));
        requests.pipeInput(event(NOW.minusSeconds(601).toEpochMilli(), "success"));

        assertThat(deadLetters.readRecordsToList())
                .extracting(letter -> DeadLetterHeaders.read(letter.headers()).cause())
                .containsExactly("future", "late");
        assertThat(deltas()).isEmpty();
    }

    @Test
    void goodEventsOfABatchCountAndBadOnesAreNamedInOneDeadLetter() {
        requests.pipeInput(bytes("""
                {"schema":1,"kind":"requests","service":"shop","version":"2.4.1","events":[
                  {"operation":"checkout","completedAtMillis":%d,"latencyMicros":1,"outcome":"success"},
                  {"operation":"checkout","completedAtMillis":%d,"latencyMicros":-1,"outcome":"success"},
                  {"operation":"checkout","latencyMicros":1,"outcome":"success"}]}
                """.formatted(NOW.toEpochMilli(), NOW.toEpochMilli())));

        DeadLetter why = DeadLetterHeaders.read(deadLetters.readRecord().headers());
        assertThat(why.detail()).startsWith("event 1: ").endsWith("(and 1 more in this record)");
        assertThat(deadLetters.isEmpty()).isTrue();
        assertThat(meter.counted).isEqualTo(1);
        assertThat(meter.refusedCount).isEqualTo(2);
    }

    @Test
    void cloudEventsAreCountedInBothModesOnEachTopic() {
        String request = new String(event(NOW.toEpochMilli(), "success"), StandardCharsets.UTF_8);
        String gauge = new String(measurement("gauge", "queue", NOW.toEpochMilli(), "17"), StandardCharsets.UTF_8);

        requests.pipeInput(new TestRecord<>(null, envelope(request), structured()));
        requests.pipeInput(envelope(request));
        requests.pipeInput(
                new TestRecord<>(null, bytes(request), new RecordHeaders().add("ce_specversion", bytes("1.0"))));
        measurements.pipeInput(envelope(gauge));
        summaries.pipeInput(envelope(new String(summary(), StandardCharsets.UTF_8)));

        assertThat(deadLetters.isEmpty()).isTrue();
        assertThat(meter.counted).isEqualTo(4);
        assertThat(meter.measured).isEqualTo(1);
    }

    @Test
    void aCloudEventThatCannotBeUsedIsSetAsideAsItCameWithTheReason() {
        byte[] old = bytes("{\"specversion\":\"0.3\",\"data\":{}}");

        requests.pipeInput(old);
        requests.pipeInput(new TestRecord<>(null, bytes("{\"specversion\":\"1.0\"}"), structured()));
        requests.pipeInput(envelope("{\"service\":\"shop\"}"));

        List<TestRecord<byte[], byte[]>> letters = deadLetters.readRecordsToList();
        assertThat(letters)
                .extracting(letter -> DeadLetterHeaders.read(letter.headers()).detail())
                .satisfiesExactly(
                        detail -> assertThat(detail).contains("reads CloudEvents 1.0, found \"0.3\""),
                        detail -> assertThat(detail).startsWith("data: missing in the CloudEvent"),
                        detail -> assertThat(detail).isEqualTo("version: missing"));
        assertThat(letters.get(0).value()).isEqualTo(old);
        assertThat(meter.counted).isZero();
    }

    @Test
    void spansAndHistogramsOfOpenTelemetryAreCountedLikeRequests() {
        byte[] record = new SdkSpans("shop", "2.4.1")
                .http("GET", "/orders", 200, NOW, Duration.ofMillis(40))
                .http("GET", "/orders", 500, NOW.plusSeconds(60), Duration.ofMillis(40))
                .http("GET", "/orders", 500, NOW, Duration.ofMillis(40))
                .protobuf();
        spans.pipeInput(record);
        metrics.pipeInput(OtlpHistograms.explicit(NOW, Duration.ofSeconds(5), 17, List.of(0.1, 0.25)));

        assertThat(meter.counted).isEqualTo(19);
        assertThat(deltas().stream()
                        .map(each -> (SketchDelta) SketchCodec.read(each.value()))
                        .flatMap(delta -> delta.seconds().stream())
                        .mapToLong(SeriesSecond::requests)
                        .sum())
                .isEqualTo(19);
        TestRecord<byte[], byte[]> letter = deadLetters.readRecord();
        DeadLetter why = DeadLetterHeaders.read(letter.headers());
        assertThat(why.topic()).isEqualTo("otlp_spans");
        assertThat(why.cause()).isEqualTo("future");
        assertThat(letter.value()).isEqualTo(record);
    }

    @Test
    void withoutItsTopicsNothingOfOpenTelemetryIsRead() {
        CombineTopics own = new CombineTopics("requests", "summaries", "measurements", "sketches", "dead-letters");
        CombineSettings settings = new CombineSettings(
                new Timeliness(Duration.ofSeconds(5), Duration.ofMinutes(10)),
                100,
                Duration.ofMillis(500),
                StreamsProperties.LARGEST_RECORD_BYTES);

        assertThat(CombineTopology.of(own, settings, () -> lag, meter, clock::get)
                        .describe()
                        .toString())
                .doesNotContain("otlp");
    }

    @Test
    void aLetterSaysWhichItemsOfItsRecordWereRefusedAndWhenItHadArrived() {
        Instant arrived = NOW.minusSeconds(3);
        String item = "{\"operation\":\"checkout\",\"completedAtMillis\":%d,\"latencyMicros\":1,\"outcome\":\"%s\"}";
        long late = NOW.minusSeconds(601).toEpochMilli();
        String events = String.join(
                ",",
                item.formatted(NOW.toEpochMilli(), "perhaps"),
                item.formatted(NOW.toEpochMilli(), "success"),
                item.formatted(late - 3_000, "success"),
                item.formatted(late - 3_000, "error"));
        requests.pipeInput(new TestRecord<>(
                null,
                bytes("{\"kind\":\"requests\",\"service\":\"shop\",\"version\":\"2.4.1\",\"events\":[" + events + "]}"),
                arrived));
        requests.pipeInput(event(NOW.minusSeconds(601).toEpochMilli(), "success"));

        DeadLetter partly = DeadLetterHeaders.read(deadLetters.readRecord().headers());
        DeadLetter wholly = DeadLetterHeaders.read(deadLetters.readRecord().headers());
        assertThat(partly.refusedItems()).contains(new RefusedItems("0,2-3"));
        assertThat(partly.arrivedAtMillis()).hasValue(arrived.toEpochMilli());
        assertThat(wholly.refusedItems()).contains(RefusedItems.ALL);
        assertThat(wholly.detail()).startsWith("reached Kafka");
    }

    @Test
    void whatIsReplayedIsAsLateAndAsFarAheadAsItWasWhenItCame() {
        Instant twoHoursAgo = NOW.minus(Duration.ofHours(2));
        pipeReplayed(event(twoHoursAgo.toEpochMilli() - 1_000, "success"), twoHoursAgo);
        pipeReplayed(event(twoHoursAgo.minusSeconds(601).toEpochMilli(), "success"), twoHoursAgo);
        pipeReplayed(event(twoHoursAgo.plusSeconds(6).toEpochMilli(), "success"), twoHoursAgo);
        pipeReplayed(event(NOW.minusSeconds(601).toEpochMilli(), "success"), NOW.plusSeconds(3_600));

        assertThat(meter.counted).isEqualTo(1);
        assertThat(deadLetters.readRecordsToList())
                .extracting(letter -> DeadLetterHeaders.read(letter.headers()).cause())
                .containsExactly("late", "future", "late");
    }

    private void pipeReplayed(byte[] value, Instant arrived) {
        RecordHeaders headers = new RecordHeaders();
        ReplayHeaders.write(0, 7, OptionalLong.of(arrived.toEpochMilli()), headers);
        requests.pipeInput(new TestRecord<>(null, value, headers, NOW));
    }

    @Test
    void tellsItsProgressAtOnceAndThenInEachIntervalEvenIfNothingComes() {
        driver.advanceWallClockTime(Duration.ofMillis(500));
        CombinerProgress first = progress().get(0);
        driver.advanceWallClockTime(Duration.ofMillis(500));

        assertThat(first.task()).isZero();
        assertThat(first.tasks()).isEqualTo(4);
        assertThat(first.sourcePartitions()).containsEntry("requests", 4).containsEntry("summaries", 2);
        assertThat(first.caughtUp()).isTrue();
        assertThat(progress()).hasSize(1);
    }

    @Test
    void saysThatItIsBehindWhileRecordsWait() {
        lag.behind("requests");

        driver.advanceWallClockTime(Duration.ofMillis(500));

        assertThat(progress())
                .singleElement()
                .satisfies(progress -> assertThat(progress.caughtUp()).isFalse());
    }

    @Test
    void saysNothingAboutProgressWhileTheNumberOfCombinersIsUnknown() {
        lag.with("summaries", 0);

        driver.advanceWallClockTime(Duration.ofMillis(500));

        assertThat(progress()).isEmpty();
    }

    @Test
    void whatATransactionHidesInOneTopicIsMissingHoweverFarOthersHaveCome() {
        requests.pipeInput(event(NOW.toEpochMilli(), "success"));
        sketches.readRecordsToList();
        lag.hides("summaries", Duration.ofSeconds(3));

        driver.advanceWallClockTime(Duration.ofMillis(500));

        assertThat(progress()).singleElement().satisfies(progress -> {
            assertThat(progress.caughtUp()).isFalse();
            assertThat(progress.eventHighWaterMillis()).isEqualTo(progress.observedAtMillis() - 3_000);
        });
    }

    @Test
    void progressCarriesTheEventTimeReached() {
        requests.pipeInput(event(NOW.toEpochMilli() - 7, "success"));
        sketches.readRecordsToList();

        driver.advanceWallClockTime(Duration.ofMillis(500));

        assertThat(progress()).singleElement().satisfies(progress -> {
            assertThat(progress.eventHighWaterMillis()).isEqualTo(NOW.toEpochMilli() - 7);
            assertThat(progress.sourceOffsets()).containsEntry("requests", 1L);
        });
    }

    private List<TestRecord<byte[], byte[]>> deltas() {
        return sketches.readRecordsToList().stream()
                .filter(record -> SketchCodec.read(record.value()) instanceof SketchDelta)
                .toList();
    }

    private List<CombinerProgress> progress() {
        List<CombinerProgress> progress = new ArrayList<>();
        for (TestRecord<byte[], byte[]> record : sketches.readRecordsToList()) {
            SketchMessage message = SketchCodec.read(record.value());
            if (message instanceof CombinerProgress said) {
                assertThat(record.key()).isNull();
                progress.add(said);
            }
        }
        return progress;
    }

    private static byte[] summary() {
        LatencySketch latencies = new LatencySketch();
        latencies.record(1_000);
        SeriesKey series = new SeriesKey("2.4.1", "checkout", Labels.NONE);
        return new JsonCodec()
                .write(new Summary(
                        "shop",
                        List.of(new SeriesSecond(series, NOW.getEpochSecond(), 1, 0, 1_000, latencies, List.of()))));
    }

    private static byte[] envelope(String document) {
        return bytes(
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/shop\",\"type\":\"t\",\"data\":" + document + "}");
    }

    private static Headers structured() {
        return new RecordHeaders().add("content-type", bytes("application/cloudevents+json"));
    }

    private static byte[] measurement(String kind, String name, long measuredAtMillis, String value) {
        return bytes("""
                {"schema":1,"kind":"%s","service":"shop","name":"%s","labels":{"severity":"critical"},
                 "measuredAtMillis":%d,"value":%s}
                """.formatted(kind, name, measuredAtMillis, value));
    }

    private static byte[] event(long completedAtMillis, String outcome) {
        return event(completedAtMillis, outcome, "r-1");
    }

    private static byte[] event(long completedAtMillis, String outcome, String requestId) {
        return bytes("""
                {"schema":1,"kind":"request","service":"shop","version":"2.4.1","operation":"checkout",
                 "completedAtMillis":%d,"latencyMicros":41250,"outcome":"%s","requestId":"%s"}
                """.formatted(completedAtMillis, outcome, requestId));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
