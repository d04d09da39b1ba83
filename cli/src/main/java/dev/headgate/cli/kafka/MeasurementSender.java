package dev.headgate.cli.kafka;

import dev.headgate.schemas.codec.MeasurementWriter;
import dev.headgate.schemas.codec.TelemetryLimits;
import dev.headgate.schemas.model.Measurement;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Publishes measurements and waits until every replica that must have them has them. Thread-safe. */
public final class MeasurementSender implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final MeasurementWriter writer = new MeasurementWriter();

    private record Origin(String service, Optional<String> version) {}

    /**
     * Publishes to an installation.
     *
     * @param client settings of Kafka's clients
     */
    public MeasurementSender(Properties client, TopicCatalogue catalogue) {
        Properties properties = new Properties();
        properties.putAll(client);
        properties.setProperty("acks", "all");
        properties.setProperty("compression.type", "lz4");
        properties.setProperty("max.request.size", Integer.toString(TopicCatalogue.LARGEST_RECORD_BYTES));
        properties.setProperty("max.block.ms", "15000");
        properties.setProperty("request.timeout.ms", "10000");
        properties.setProperty("delivery.timeout.ms", "15000");
        topic = catalogue.name(TopicCatalogue.TELEMETRY_MEASUREMENTS);
        producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * Publishes in batches, one service and version each, and returns when the brokers have all.
     *
     * @throws KafkaException if they do not take one; some of the others may have been taken
     */
    public void send(List<Measurement> measurements) throws InterruptedException {
        Map<Origin, List<Measurement>> byOrigin = new LinkedHashMap<>();
        measurements.forEach(each -> byOrigin.computeIfAbsent(
                        new Origin(each.service(), each.version()), origin -> new ArrayList<>())
                .add(each));
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        byOrigin.forEach((origin, of) -> send(origin, of, sent));
        for (Future<RecordMetadata> each : sent) {
            await(each);
        }
    }

    @Override
    public void close() {
        producer.close();
    }

    private void send(Origin origin, List<Measurement> measurements, List<Future<RecordMetadata>> sent) {
        int size = measurements.size();
        if (size > TelemetryLimits.BATCH_EVENTS) {
            halves(origin, measurements, sent);
            return;
        }
        byte[] value = writer.write(origin.service(), origin.version(), measurements);
        if (value.length > TelemetryLimits.BATCH_BYTES) {
            halves(origin, measurements, sent);
            return;
        }
        byte[] key = origin.service().getBytes(StandardCharsets.UTF_8);
        sent.add(producer.send(new ProducerRecord<>(topic, key, value)));
    }

    private void halves(Origin origin, List<Measurement> measurements, List<Future<RecordMetadata>> sent) {
        int half = measurements.size() / 2;
        send(origin, measurements.subList(0, half), sent);
        send(origin, measurements.subList(half, measurements.size()), sent);
    }

    private static void await(Future<RecordMetadata> sent) throws InterruptedException {
        try {
            sent.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
        }
    }
}
