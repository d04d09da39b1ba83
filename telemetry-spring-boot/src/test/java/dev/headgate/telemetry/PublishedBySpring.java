package dev.headgate.telemetry;

import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Summary;
import dev.headgate.telemetry.springboot.TelemetryClientCustomizer;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Stands in for the broker: what the client that the application made itself has published. */
public final class PublishedBySpring implements TelemetryClientCustomizer {

    private final MockProducer<byte[], byte[]> kafka =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

    @Override
    public void customize(TelemetryClientBuilder builder) {
        builder.producer(() -> kafka);
    }

    public List<Summary> summaries() {
        return kafka.history().stream()
                .map(record -> new JsonCodec().readSummary(record.value()))
                .toList();
    }

    public List<String> topics() {
        return kafka.history().stream().map(record -> record.topic()).distinct().toList();
    }
}
