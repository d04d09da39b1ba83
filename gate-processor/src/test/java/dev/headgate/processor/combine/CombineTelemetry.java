package dev.headgate.processor.combine;

import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.SeriesKey;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.Summary;
import dev.headgate.schemas.sketch.LatencySketch;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Telemetry as it comes, all of it of the service {@code shop}. */
final class CombineTelemetry {

    /** The present, until a test says otherwise. */
    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private CombineTelemetry() {}

    static byte[] summary() {
        LatencySketch latencies = new LatencySketch();
        latencies.record(1_000);
        SeriesKey series = new SeriesKey("2.4.1", "checkout", Labels.NONE);
        return new JsonCodec()
                .write(new Summary(
                        "shop",
                        List.of(new SeriesSecond(series, NOW.getEpochSecond(), 1, 0, 1_000, latencies, List.of()))));
    }

    static byte[] envelope(String document) {
        return bytes(
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/shop\",\"type\":\"t\",\"data\":" + document + "}");
    }

    static Headers structured() {
        return new RecordHeaders().add("content-type", bytes("application/cloudevents+json"));
    }

    static byte[] measurement(String kind, String name, long measuredAtMillis, String value) {
        return bytes("""
                {"schema":1,"kind":"%s","service":"shop","name":"%s","labels":{"severity":"critical"},
                 "measuredAtMillis":%d,"value":%s}
                """.formatted(kind, name, measuredAtMillis, value));
    }

    static byte[] event(long completedAtMillis, String outcome) {
        return event(completedAtMillis, outcome, "r-1");
    }

    static byte[] event(long completedAtMillis, String outcome, String requestId) {
        return bytes("""
                {"schema":1,"kind":"request","service":"shop","version":"2.4.1","operation":"checkout",
                 "completedAtMillis":%d,"latencyMicros":41250,"outcome":"%s","requestId":"%s"}
                """.formatted(completedAtMillis, outcome, requestId));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
