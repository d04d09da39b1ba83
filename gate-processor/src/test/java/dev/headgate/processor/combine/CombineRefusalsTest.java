package dev.headgate.processor.combine;

import static dev.headgate.processor.combine.CombineTelemetry.NOW;
import static dev.headgate.processor.combine.CombineTelemetry.bytes;
import static dev.headgate.processor.combine.CombineTelemetry.envelope;
import static dev.headgate.processor.combine.CombineTelemetry.event;
import static dev.headgate.processor.combine.CombineTelemetry.structured;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.codec.DeadLetterHeaders;
import dev.headgate.schemas.model.DeadLetter;
import dev.headgate.schemas.model.RefusedItems;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** What cannot be used is set aside as it came, with the reason, and the stream goes on. */
class CombineRefusalsTest {

    private final CombineBench bench = new CombineBench();
    private final CombineRig rig = bench.rig;
    private final CountingCombineMeter meter = bench.meter;

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
        assertThat(bench.deltas()).hasSize(1);
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
        assertThat(bench.deltas()).isEmpty();
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
}
