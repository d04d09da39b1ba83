package dev.headgate.cli.kafka;

import dev.headgate.schemas.model.Measurement;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Publishes measurements and waits until every replica that must have them has them. Thread-safe. */
public final class MeasurementSender implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final MeasurementBatches batches = new MeasurementBatches();

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
     * @throws Unconfirmed if one was handed over and nobody says what became of it: it may have arrived
     * @throws KafkaException if they do not take one; some of the others may have been taken. None was if a measurement
     *     alone is too large for a record
     */
    public void send(List<Measurement> measurements) throws InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (MeasurementBatches.Batch batch : batches.of(measurements)) {
            byte[] key = batch.service().getBytes(StandardCharsets.UTF_8);
            Future<RecordMetadata> each = producer.send(new ProducerRecord<>(topic, key, batch.value()));
            if (each.isDone()) {
                await(each); // What fails at once was not handed over.
            }
            sent.add(each);
        }
        for (Future<RecordMetadata> each : sent) {
            try {
                await(each);
            } catch (TimeoutException | DisconnectException unknown) {
                throw new Unconfirmed(unknown);
            }
        }
    }

    /** Something was handed over, and may have arrived or not. */
    public static final class Unconfirmed extends KafkaException {
        private static final long serialVersionUID = 1L;

        Unconfirmed(KafkaException cause) {
            super(cause.getMessage(), cause);
        }
    }

    @Override
    public void close() {
        producer.close();
    }

    private static void await(Future<RecordMetadata> sent) throws InterruptedException {
        try {
            sent.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
        }
    }
}
