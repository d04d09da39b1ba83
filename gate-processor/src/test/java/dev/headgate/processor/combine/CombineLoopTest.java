package dev.headgate.processor.combine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.headgate.processor.otlp.OtlpHistograms;
import dev.headgate.processor.otlp.SdkSpans;
import dev.headgate.processor.streams.FakeLag;
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
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the loop makes of records; that nothing is lost or doubled at commits is for a real broker to show. */
class CombineLoopTest {

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

    private final CombineRig rig = new CombineRig(TOPICS, lag, meter, clock);

    @Test
    void sendsADeltaKeyedByServiceAtCommit() {
        rig.came("requests", event(NOW.toEpochMilli(), "success"));

        ProducerRecord<byte[], byte[]> record = deltas().get(0);
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
        rig.came("summaries", summary());

        assertThat(deltas()).hasSize(1);
        assertThat(meter.counted).isEqualTo(1);
    }

    @Test
    void sendsMeasurementsOfAServiceAsADeltaOfTheirOwnAtCommit() {
        rig.came("measurements", measurement("gauge", "queue", NOW.toEpochMilli(), "17"));

        ProducerRecord<byte[], byte[]> record = rig.sent("sketches").stream()
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
        rig.came("measurements", bytes("""
                {"schema":1,"service":"shop","measurements":[
                  {"kind":"gauge","name":"queue","measuredAtMillis":%d,"value":1},
                  {"kind":"count","name":"log.critical","measuredAtMillis":%d,"value":-1},
                  {"kind":"probe","name":"health","measuredAtMillis":%d,"value":1}]}
                """.formatted(NOW.toEpochMilli(), NOW.toEpochMilli(), NOW.toEpochMilli())));

        DeadLetter why = DeadLetterHeaders.read(rig.next("dead-letters").headers());
        assertThat(why.topic()).isEqualTo("measurements");
        assertThat(why.cause()).isEqualTo("invalid-value");
        assertThat(why.detail()).startsWith("event 1: value: a count's increase is at least 0");
        assertThat(meter.measured).isEqualTo(2);
        assertThat(meter.refusedCount).isEqualTo(1);
    }

    @Test
    void measurementsAreRefusedWhenFutureOrLateButAnAlertMayBeAWeekOld() {
        Instant week = NOW.minus(Duration.ofDays(7));
        rig.came(
                "measurements", measurement("gauge", "queue", NOW.plusSeconds(6).toEpochMilli(), "17"));
        rig.came(
                "measurements",
                measurement("gauge", "queue", NOW.minusSeconds(601).toEpochMilli(), "17"));
        rig.came("measurements", measurement("alert", "HighErrorRate", week.toEpochMilli(), "1"));
        rig.came("measurements", measurement("alert", "HighErrorRate", week.toEpochMilli() - 1, "1"));

        assertThat(rig.sent("dead-letters"))
                .extracting(letter -> DeadLetterHeaders.read(letter.headers()).cause())
                .containsExactly("future", "late", "late");
        assertThat(meter.measured).isEqualTo(1);
    }

    @Test
    void requestsOfAServiceThatComeInTwoWaysAreNoticed() {
        rig.came("requests", event(NOW.toEpochMilli(), "success"));
        rig.came("summaries", summary());
        rig.came("requests", event(NOW.toEpochMilli() + 1, "success"));
        rig.came("requests", event(NOW.toEpochMilli() + 2, "success"), new RecordHeaders(), NOW.plusMillis(5));

        assertThat(meter.twice).isEqualTo(1);
    }

    @Test
    void garbageIsSetAsideWithItsBytesCauseAndOriginAndTheStreamGoesOn() {
        rig.came("requests", "not json".getBytes(StandardCharsets.UTF_8));
        rig.came("requests", event(NOW.toEpochMilli(), "success"));

        ProducerRecord<byte[], byte[]> letter = rig.next("dead-letters");
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
        rig.cameEmpty("requests");

        assertThat(DeadLetterHeaders.read(rig.next("dead-letters").headers()).cause())
                .isEqualTo("missing-field");
    }

    @Test
    void anOversizedEventIsSetAsideCutAndHashed() {
        byte[] huge = event(NOW.toEpochMilli(), "success", "x".repeat(900_000));

        rig.came("requests", huge);

        ProducerRecord<byte[], byte[]> letter = rig.next("dead-letters");
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
            rig.came("requests", batch);
        }

        List<ProducerRecord<byte[], byte[]>> letters = rig.sent("dead-letters");
        assertThat(letters).hasSize(200);
        assertThat(letters.get(0).value()).isEqualTo(batch);
        assertThat(letters.get(199).value()).hasSize(4_096);
        assertThat(letters)
                .allSatisfy(letter -> assertThat(
                                DeadLetterHeaders.read(letter.headers()).truncated())
                        .isEqualTo(letter.value().length < batch.length));
        assertThat(meter.cut).isBetween(85L, 95L);
    }

    @Test
    void whatAbortedTransactionsSetAsideTakesNoRoomFromWhatIsReadAgain() {
        byte[] batch = event(NOW.toEpochMilli(), "success", "x".repeat(300_000));
        rig.passes(Duration.ZERO);
        for (int aborted = 0; aborted < 200; aborted++) {
            rig.producer.fails(new CommitFailedException("the group has moved on"));
            rig.came("requests", batch);
            rig.again("requests", 0, 0);
        }
        assertThat(meter.aborted).isEqualTo(200);

        rig.came("requests", batch);

        assertThat(rig.next("dead-letters").value()).isEqualTo(batch);
        assertThat(meter.cut).isZero();
    }

    @Test
    void futureAndLateEventsAreSetAside() {
        rig.came("requests", event(NOW.plusSeconds(6).toEpochMilli(), "success"));
        rig.came("requests", event(NOW.minusSeconds(601).toEpochMilli(), "success"));

        assertThat(rig.sent("dead-letters"))
                .extracting(letter -> DeadLetterHeaders.read(letter.headers()).cause())
                .containsExactly("future", "late");
        assertThat(deltas()).isEmpty();
    }

    @Test
    void goodEventsOfABatchCountAndBadOnesAreNamedInOneDeadLetter() {
        rig.came("requests", bytes("""
                {"schema":1,"kind":"requests","service":"shop","version":"2.4.1","events":[
                  {"operation":"checkout","completedAtMillis":%d,"latencyMicros":1,"outcome":"success"},
                  {"operation":"checkout","completedAtMillis":%d,"latencyMicros":-1,"outcome":"success"},
                  {"operation":"checkout","latencyMicros":1,"outcome":"success"}]}
                """.formatted(NOW.toEpochMilli(), NOW.toEpochMilli())));

        DeadLetter why = DeadLetterHeaders.read(rig.next("dead-letters").headers());
        assertThat(why.detail()).startsWith("event 1: ").endsWith("(and 1 more in this record)");
        assertThat(rig.sent("dead-letters")).isEmpty();
        assertThat(meter.counted).isEqualTo(1);
        assertThat(meter.refusedCount).isEqualTo(2);
    }

    @Test
    void cloudEventsAreCountedInBothModesOnEachTopic() {
        String request = new String(event(NOW.toEpochMilli(), "success"), StandardCharsets.UTF_8);
        String gauge = new String(measurement("gauge", "queue", NOW.toEpochMilli(), "17"), StandardCharsets.UTF_8);

        rig.came("requests", envelope(request), structured());
        rig.came("requests", envelope(request));
        rig.came("requests", bytes(request), new RecordHeaders().add("ce_specversion", bytes("1.0")));
        rig.came("measurements", envelope(gauge));
        rig.came("summaries", envelope(new String(summary(), StandardCharsets.UTF_8)));

        assertThat(rig.sent("dead-letters")).isEmpty();
        assertThat(meter.counted).isEqualTo(4);
        assertThat(meter.measured).isEqualTo(1);
    }

    @Test
    void aCloudEventThatCannotBeUsedIsSetAsideAsItCameWithTheReason() {
        byte[] old = bytes("{\"specversion\":\"0.3\",\"data\":{}}");

        rig.came("requests", old);
        rig.came("requests", bytes("{\"specversion\":\"1.0\"}"), structured());
        rig.came("requests", envelope("{\"service\":\"shop\"}"));

        List<ProducerRecord<byte[], byte[]>> letters = rig.sent("dead-letters");
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
        rig.came("otlp_spans", record);
        rig.came("otlp_metrics", OtlpHistograms.explicit(NOW, Duration.ofSeconds(5), 17, List.of(0.1, 0.25)));

        assertThat(meter.counted).isEqualTo(19);
        assertThat(deltas().stream()
                        .map(each -> (SketchDelta) SketchCodec.read(each.value()))
                        .flatMap(delta -> delta.seconds().stream())
                        .mapToLong(SeriesSecond::requests)
                        .sum())
                .isEqualTo(19);
        ProducerRecord<byte[], byte[]> letter = rig.next("dead-letters");
        DeadLetter why = DeadLetterHeaders.read(letter.headers());
        assertThat(why.topic()).isEqualTo("otlp_spans");
        assertThat(why.cause()).isEqualTo("future");
        assertThat(letter.value()).isEqualTo(record);
    }

    @Test
    void withoutItsTopicsNothingOfOpenTelemetryIsRead() {
        CombineTopics own = new CombineTopics("requests", "summaries", "measurements", "sketches", "dead-letters");

        assertThat(new CombineRig(own, lag, meter, clock).consumer.subscription())
                .containsExactlyInAnyOrder("requests", "summaries", "measurements");
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
        rig.came(
                "requests",
                bytes("{\"kind\":\"requests\",\"service\":\"shop\",\"version\":\"2.4.1\",\"events\":[" + events + "]}"),
                new RecordHeaders(),
                arrived);
        rig.came("requests", event(NOW.minusSeconds(601).toEpochMilli(), "success"));

        DeadLetter partly = DeadLetterHeaders.read(rig.next("dead-letters").headers());
        DeadLetter wholly = DeadLetterHeaders.read(rig.next("dead-letters").headers());
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
        assertThat(rig.sent("dead-letters"))
                .extracting(letter -> DeadLetterHeaders.read(letter.headers()).cause())
                .containsExactly("late", "future", "late");
    }

    private void pipeReplayed(byte[] value, Instant arrived) {
        RecordHeaders headers = new RecordHeaders();
        ReplayHeaders.write(0, 7, OptionalLong.of(arrived.toEpochMilli()), headers);
        rig.came("requests", value, headers, NOW);
    }

    @Test
    void tellsItsProgressAtOnceAndThenInEachIntervalEvenIfNothingComes() {
        rig.passes(Duration.ofMillis(500));
        CombinerProgress first = progress().get(0);
        rig.passes(Duration.ofMillis(500));

        assertThat(first.task()).isZero();
        assertThat(first.tasks()).isEqualTo(4);
        assertThat(first.sourcePartitions()).containsEntry("requests", 4).containsEntry("summaries", 2);
        assertThat(first.caughtUp()).isTrue();
        assertThat(progress()).hasSize(1);
    }

    @Test
    void saysThatItIsBehindWhileRecordsWait() {
        lag.behind("requests");

        rig.passes(Duration.ofMillis(500));

        assertThat(progress())
                .singleElement()
                .satisfies(progress -> assertThat(progress.caughtUp()).isFalse());
    }

    @Test
    void saysNothingAboutProgressWhileTheNumberOfCombinersIsUnknown() {
        lag.with("summaries", 0);

        rig.passes(Duration.ofMillis(500));

        assertThat(progress()).isEmpty();
    }

    @Test
    void whatATransactionHidesInOneTopicIsMissingHoweverFarOthersHaveCome() {
        rig.came("requests", event(NOW.toEpochMilli(), "success"));
        rig.sent("sketches");
        lag.hides("summaries", Duration.ofSeconds(3));

        rig.passes(Duration.ofMillis(500));

        assertThat(progress()).singleElement().satisfies(progress -> {
            assertThat(progress.caughtUp()).isFalse();
            assertThat(progress.eventHighWaterMillis()).isEqualTo(progress.observedAtMillis() - 3_000);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"summaries", "measurements", "otlp_metrics"})
    void whatWaitsInOneTopicHoldsBackTheClaimHoweverFarOthersHaveCome(String waiting) {
        rig.passes(Duration.ZERO);
        rig.sent("sketches");
        lag.behind(waiting);
        clock.set(NOW.plusSeconds(60));
        rig.came("requests", event(NOW.plusSeconds(60).toEpochMilli(), "success"));
        rig.sent("sketches");

        rig.passes(Duration.ofMillis(500));

        assertThat(progress()).singleElement().satisfies(progress -> {
            assertThat(progress.caughtUp()).isFalse();
            assertThat(progress.eventHighWaterMillis()).isEqualTo(NOW.toEpochMilli());
        });
    }

    @Test
    void theClaimOfATopicThatIsBehindIsWhatHasBeenReadOfIt() {
        lag.behind("requests");
        clock.set(NOW.plusSeconds(60));
        rig.came("requests", event(NOW.plusSeconds(20).toEpochMilli(), "success"));
        rig.sent("sketches");

        rig.passes(Duration.ofMillis(500));

        assertThat(progress())
                .singleElement()
                .extracting(CombinerProgress::eventHighWaterMillis)
                .isEqualTo(NOW.plusSeconds(20).toEpochMilli());
    }

    @Test
    void anEventFromTheFutureIsNoProofThatOthersHaveBeenRead() {
        lag.behind("requests");
        rig.came("requests", event(NOW.plusSeconds(4).toEpochMilli(), "success"));
        rig.sent("sketches");

        rig.passes(Duration.ofMillis(500));

        assertThat(progress())
                .singleElement()
                .extracting(CombinerProgress::eventHighWaterMillis)
                .isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void afterALoopStoodStillNobodyIsCaughtUpUntilItHasLookedAgain() {
        rig.passes(Duration.ZERO);
        rig.sent("sketches");
        clock.set(NOW.plusSeconds(5));

        rig.passes(Duration.ofSeconds(5));
        rig.passes(Duration.ofMillis(500));

        assertThat(progress()).hasSize(2).allSatisfy(progress -> {
            assertThat(progress.caughtUp()).isFalse();
            assertThat(progress.eventHighWaterMillis()).isEqualTo(NOW.toEpochMilli());
        });

        rig.passes(Duration.ofMillis(500));

        assertThat(progress())
                .singleElement()
                .extracting(CombinerProgress::caughtUp)
                .isEqualTo(true);
    }

    @Test
    void progressCarriesTheEventTimeReached() {
        rig.came("requests", event(NOW.toEpochMilli() - 7, "success"));
        rig.sent("sketches");

        rig.passes(Duration.ofMillis(500));

        assertThat(progress()).singleElement().satisfies(progress -> {
            assertThat(progress.eventHighWaterMillis()).isEqualTo(NOW.toEpochMilli() - 7);
            assertThat(progress.sourceOffsets()).containsEntry("requests", 1L);
        });
    }

    @Test
    void theEventTimeReachedIsThatOfACombinersOwnPartitions() {
        rig.runs(TOPICS, 0, 1);
        rig.came("requests", event(NOW.toEpochMilli(), "success"));
        rig.waits("requests", 1, event(NOW.toEpochMilli() - 60_000, "success"));
        rig.passes(CombineRig.COMMIT_INTERVAL);
        rig.sent("sketches");

        rig.passes(CombineRig.PROGRESS_INTERVAL);

        assertThat(progress())
                .extracting(CombinerProgress::task, CombinerProgress::eventHighWaterMillis)
                .containsExactly(tuple(0, NOW.toEpochMilli()), tuple(1, NOW.toEpochMilli() - 60_000));
    }

    @Test
    void everyPartitionOfTheSketchesHearsOfTheProgress() {
        CombineRig wide = new CombineRig(TOPICS, lag, meter, clock, 3);

        wide.passes(Duration.ZERO);

        assertThat(wide.sent("sketches")).extracting(ProducerRecord::partition).containsExactly(0, 1, 2);
    }

    @Test
    void theOffsetsThatProgressClaimsAreCommittedWithItSoThatAFormerOwnerCannotSpeak() {
        rig.passes(Duration.ZERO);

        assertThat(progress()).hasSize(1);
        assertThat(rig.committed("requests", 0)).isZero();
        assertThat(rig.committed("summaries", 0)).isZero();
    }

    @Test
    void progressFollowsTheDeltasThatItSpeaksOf() {
        rig.waits("requests", 0, event(NOW.toEpochMilli(), "success"));

        rig.passes(CombineRig.PROGRESS_INTERVAL);

        assertThat(rig.sent("sketches"))
                .extracting(record -> SketchCodec.read(record.value()))
                .satisfiesExactly(
                        first -> assertThat(first).isInstanceOf(SketchDelta.class),
                        second -> assertThat(second).isInstanceOf(CombinerProgress.class));
        assertThat(meter.committed).isEqualTo(1);
    }

    @Test
    void aLoneRecordIsCommittedAtOnceAndTheNextNotBeforeTheInterval() {
        rig.came("requests", event(NOW.toEpochMilli(), "success"));
        assertThat(rig.committed("requests", 0)).isEqualTo(1);

        rig.waits("requests", 0, event(NOW.toEpochMilli(), "success"));
        rig.passes(CombineRig.COMMIT_INTERVAL.minusMillis(1));
        assertThat(rig.committed("requests", 0)).isEqualTo(1);

        rig.passes(Duration.ofMillis(1));
        assertThat(rig.committed("requests", 0)).isEqualTo(2);
    }

    @Test
    void withoutRecordsThereIsNoTransactionUnlessProgressIsDue() {
        rig.passes(Duration.ZERO);
        rig.passes(CombineRig.PROGRESS_INTERVAL.minusMillis(1));
        assertThat(meter.committed).isEqualTo(1);

        rig.passes(Duration.ofMillis(1));
        assertThat(meter.committed).isEqualTo(2);
    }

    @Test
    void whatAnAbortedTransactionHeldIsReadAgainAndCountsOnce() {
        rig.passes(Duration.ZERO);
        rig.producer.fails(new CommitFailedException("the group has moved on"));
        rig.came("requests", event(NOW.toEpochMilli(), "success"));
        assertThat(deltas()).isEmpty();
        assertThat(meter.aborted).isEqualTo(1);
        assertThat(meter.counted).isZero();
        assertThat(rig.consumer.position(new TopicPartition("requests", 0))).isZero();

        rig.again("requests", 0, 0);
        rig.came("requests", event(NOW.toEpochMilli(), "success"));

        assertThat(requests()).isEqualTo(1);
        assertThat(meter.counted).isEqualTo(1);
        assertThat(rig.committed("requests", 0)).isEqualTo(1);
    }

    @Test
    void afterATimeOutTheSameCommitIsAskedForAgain() {
        rig.producer.fails(new TimeoutException("no answer"));
        rig.producer.fails(new TimeoutException("no answer"));

        rig.came("requests", event(NOW.toEpochMilli(), "success"));

        assertThat(requests()).isEqualTo(1);
        assertThat(rig.consumer.position(new TopicPartition("requests", 0))).isEqualTo(1);
        assertThat(meter.aborted).isZero();
    }

    @Test
    void whileItStopsItDoesNotWaitForBrokersThatAreAway() {
        rig.stopping = true;
        rig.producer.fails(new TimeoutException("no answer"));
        rig.waits("requests", 0, event(NOW.toEpochMilli(), "success"));

        assertThatThrownBy(() -> rig.passes(CombineRig.COMMIT_INTERVAL)).isInstanceOf(TimeoutException.class);
    }

    @Test
    void whatTryingAgainDoesNotCureEndsTheLoopWithNothingSent() {
        rig.producer.fails(new KafkaException(new RecordTooLargeException("too large")));
        rig.waits("requests", 0, event(NOW.toEpochMilli(), "success"));

        assertThatThrownBy(() -> rig.passes(CombineRig.COMMIT_INTERVAL))
                .isInstanceOf(KafkaException.class)
                .matches(failure -> !Passing.is(failure));
        assertThat(rig.sent("sketches")).isEmpty();
    }

    @Test
    void aFencedProducerEndsTheLoopAndIsNoFailureOfTheApplication() {
        rig.producer.fenceProducer();
        rig.waits("requests", 0, event(NOW.toEpochMilli(), "success"));

        assertThatThrownBy(() -> rig.passes(CombineRig.COMMIT_INTERVAL)).matches(Passing::is);
    }

    @Test
    void beforePartitionsGoTheirRecordsAreCommitted() {
        rig.came("requests", event(NOW.toEpochMilli(), "success"));
        rig.waits("requests", 0, event(NOW.toEpochMilli(), "success"));
        rig.passes(Duration.ZERO);
        assertThat(rig.committed("requests", 0)).isEqualTo(1);

        rig.runs(TOPICS, 1);

        assertThat(rig.committed("requests", 0)).isEqualTo(2);
        assertThat(requests()).isEqualTo(2);
    }

    @Test
    void ofPartitionsThatWereLostNothingLeavesAndTheOthersAreReadAgain() {
        rig.runs(TOPICS, 0, 1);
        rig.came("requests", event(NOW.toEpochMilli(), "success"));
        rig.waits("requests", 0, event(NOW.toEpochMilli(), "success"));
        rig.waits("requests", 1, event(NOW.toEpochMilli(), "success"));
        rig.passes(Duration.ZERO);
        rig.sent("sketches");

        rig.loop.onPartitionsLost(List.of(new TopicPartition("requests", 0)));
        rig.passes(CombineRig.PROGRESS_INTERVAL);

        assertThat(deltas()).isEmpty();
        assertThat(rig.committed("requests", 0)).isEqualTo(1);
        assertThat(rig.consumer.position(new TopicPartition("requests", 1))).isZero();
        assertThat(meter.counted).isEqualTo(1);
    }

    @Test
    void whoIsNoMemberOfTheGroupSendsNothing() {
        rig.generation = -1;

        rig.came("requests", event(NOW.toEpochMilli(), "success"));

        assertThat(rig.sent("sketches")).isEmpty();
        assertThat(rig.consumer.position(new TopicPartition("requests", 0))).isZero();
    }

    @Test
    void nobodySpeaksForACombinerThatIsGone() {
        rig.passes(Duration.ZERO);
        rig.runs(TOPICS);
        rig.sent("sketches");

        rig.passes(CombineRig.PROGRESS_INTERVAL);

        assertThat(rig.sent("sketches")).isEmpty();
    }

    @Test
    void whatCameIsCommittedWhenItStops() {
        rig.came("requests", event(NOW.toEpochMilli(), "success"));
        rig.waits("requests", 0, event(NOW.toEpochMilli(), "success"));
        rig.passes(Duration.ZERO);

        rig.stopping = true;
        rig.loop.end();

        assertThat(requests()).isEqualTo(2);
        assertThat(rig.loop.joined()).isFalse();
    }

    private long requests() {
        return deltas().stream()
                .map(record -> (SketchDelta) SketchCodec.read(record.value()))
                .flatMap(delta -> delta.seconds().stream())
                .mapToLong(SeriesSecond::requests)
                .sum();
    }

    private List<ProducerRecord<byte[], byte[]>> deltas() {
        return rig.sent("sketches").stream()
                .filter(record -> SketchCodec.read(record.value()) instanceof SketchDelta)
                .toList();
    }

    private List<CombinerProgress> progress() {
        List<CombinerProgress> progress = new ArrayList<>();
        for (ProducerRecord<byte[], byte[]> record : rig.sent("sketches")) {
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
