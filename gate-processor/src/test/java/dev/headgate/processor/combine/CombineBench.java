package dev.headgate.processor.combine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.processor.streams.FakeLag;
import dev.headgate.schemas.codec.SketchCodec;
import dev.headgate.schemas.model.CombinerProgress;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.SketchDelta;
import dev.headgate.schemas.model.SketchMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A loop on topics of its own, and what it has sent so far. */
final class CombineBench {

    /** Its topics. */
    static final CombineTopics TOPICS = new CombineTopics(
            "requests",
            "summaries",
            "measurements",
            Optional.of("otlp_spans"),
            Optional.of("otlp_metrics"),
            "sketches",
            "dead-letters");

    final FakeLag lag = new FakeLag()
            .with("requests", 4)
            .with("summaries", 2)
            .with("measurements", 4)
            .with("otlp_spans", 3)
            .with("otlp_metrics", 1);
    final CountingCombineMeter meter = new CountingCombineMeter();
    final AtomicReference<Instant> clock = new AtomicReference<>(CombineTelemetry.NOW);
    final CombineRig rig = new CombineRig(TOPICS, lag, meter, clock);

    /** How many requests were sent since this was last asked. */
    long requests() {
        return deltas().stream()
                .map(record -> (SketchDelta) SketchCodec.read(record.value()))
                .flatMap(delta -> delta.seconds().stream())
                .mapToLong(SeriesSecond::requests)
                .sum();
    }

    /** The deltas of requests that were sent since anything sent was last asked for. */
    List<ProducerRecord<byte[], byte[]>> deltas() {
        return rig.sent("sketches").stream()
                .filter(record -> SketchCodec.read(record.value()) instanceof SketchDelta)
                .toList();
    }

    /** What it has said of its progress since then. */
    List<CombinerProgress> progress() {
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
}
