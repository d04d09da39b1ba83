package dev.headgate.processor.combine;

import static dev.headgate.processor.combine.CombineTelemetry.NOW;
import static dev.headgate.processor.combine.CombineTelemetry.bytes;
import static dev.headgate.processor.combine.CombineTelemetry.envelope;
import static dev.headgate.processor.combine.CombineTelemetry.event;
import static dev.headgate.processor.combine.CombineTelemetry.measurement;
import static dev.headgate.processor.combine.CombineTelemetry.structured;
import static dev.headgate.processor.combine.CombineTelemetry.summary;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.processor.otlp.OtlpHistograms;
import dev.headgate.processor.otlp.SdkSpans;
import dev.headgate.processor.streams.FakeLag;
import dev.headgate.schemas.codec.DeadLetterHeaders;
import dev.headgate.schemas.codec.SketchCodec;
import dev.headgate.schemas.model.DeadLetter;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.MeasurementDelta;
import dev.headgate.schemas.model.SeriesKey;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.SketchDelta;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** What is sent of what came: sums by service, whatever its form. */
class CombineSumsTest {

    private final CombineBench bench = new CombineBench();
    private final CombineRig rig = bench.rig;
    private final CountingCombineMeter meter = bench.meter;
    private final FakeLag lag = bench.lag;
    private final AtomicReference<Instant> clock = bench.clock;

    @Test
    void sendsADeltaKeyedByServiceAtCommit() {
        rig.came("requests", event(NOW.toEpochMilli(), "success"));

        ProducerRecord<byte[], byte[]> record = bench.deltas().get(0);
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

        assertThat(bench.deltas()).hasSize(1);
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
    void requestsOfAServiceThatComeInTwoWaysAreNoticed() {
        rig.came("requests", event(NOW.toEpochMilli(), "success"));
        rig.came("summaries", summary());
        rig.came("requests", event(NOW.toEpochMilli() + 1, "success"));
        rig.came("requests", event(NOW.toEpochMilli() + 2, "success"), new RecordHeaders(), NOW.plusMillis(5));

        assertThat(meter.twice).isEqualTo(1);
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
    void spansAndHistogramsOfOpenTelemetryAreCountedLikeRequests() {
        byte[] record = new SdkSpans("shop", "2.4.1")
                .http("GET", "/orders", 200, NOW, Duration.ofMillis(40))
                .http("GET", "/orders", 500, NOW.plusSeconds(60), Duration.ofMillis(40))
                .http("GET", "/orders", 500, NOW, Duration.ofMillis(40))
                .protobuf();
        rig.came("otlp_spans", record);
        rig.came("otlp_metrics", OtlpHistograms.explicit(NOW, Duration.ofSeconds(5), 17, List.of(0.1, 0.25)));

        assertThat(meter.counted).isEqualTo(19);
        assertThat(bench.deltas().stream()
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
}
