package dev.headgate.local.demo;

import dev.headgate.schemas.codec.RequestEventWriter;
import dev.headgate.schemas.model.RequestEvent;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes each request of a demo service as an event of its own, without a key, within 5 ms. Never holds the service
 * up: what cannot be sent within 10 s is logged and lost. Thread-safe.
 */
final class KafkaTelemetry implements Consumer<RequestEvent>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaTelemetry.class);

    private final String topic;
    private final RequestEventWriter writer = new RequestEventWriter();
    private final KafkaProducer<byte[], byte[]> producer;

    KafkaTelemetry(String bootstrapServers, String topic) {
        this.topic = topic;
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "linger.ms", "5",
                        "max.block.ms", "2000",
                        "request.timeout.ms", "3000",
                        "delivery.timeout.ms", "10000"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /**
     * Fetches where the topic is, so that the first event does not wait for it.
     *
     * @throws TimeoutException if the broker does not tell within a minute
     */
    void warmUp() {
        for (int patience = 30; ; patience--) {
            try {
                producer.partitionsFor(topic);
                return;
            } catch (TimeoutException e) {
                if (patience == 0) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void accept(RequestEvent event) {
        var unused = producer.send(new ProducerRecord<>(topic, writer.write(event)), (metadata, failure) -> {
            if (failure != null) {
                LOG.warn("An event of {} {} was lost", event.service(), event.version(), failure);
            }
        });
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
