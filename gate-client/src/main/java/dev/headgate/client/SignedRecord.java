package dev.headgate.client;

import dev.headgate.schemas.signing.SignatureHeaders;
import dev.headgate.schemas.signing.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A record that is signed. */
public final class SignedRecord {
    private final String topic;
    private final String service;
    private final String correlationId;
    private final byte[] value;

    /**
     * A record to be signed.
     *
     * @param topic the topic's name
     * @param service the service, which is its key
     * @param correlationId follows it
     * @param value exactly what is signed; not changed afterwards
     */
    public SignedRecord(String topic, String service, String correlationId, byte[] value) {
        this.topic = topic;
        this.service = service;
        this.correlationId = correlationId;
        this.value = value;
    }

    /**
     * Signs and sends it and returns when the broker has it.
     *
     * @return where it is
     * @throws KafkaException if the broker does not take it
     */
    public RecordMetadata send(Properties client, SigningKey key) throws InterruptedException {
        var record = new ProducerRecord<>(topic, service.getBytes(StandardCharsets.UTF_8), value);
        record.headers().add(SignatureHeaders.CORRELATION_ID, correlationId.getBytes(StandardCharsets.UTF_8));
        key.sign(value, record.headers());
        Properties properties = new Properties();
        properties.putAll(client);
        properties.setProperty("acks", "all");
        properties.setProperty("max.block.ms", "15000");
        properties.setProperty("request.timeout.ms", "10000");
        properties.setProperty("delivery.timeout.ms", "15000");
        try (var producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            return producer.send(record).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
        }
    }
}
