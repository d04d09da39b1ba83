package dev.headgate.client;

import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka's own mock of a producer; what it is given is taken at once, or refused at once. */
final class TestedProducer extends MockProducer<byte[], byte[]> {

    private Optional<RuntimeException> refusal = Optional.empty();

    TestedProducer() {
        super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** From now on the broker refuses what comes. */
    TestedProducer refusing(RuntimeException why) {
        refusal = Optional.of(why);
        return this;
    }

    @Override
    public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
        Future<RecordMetadata> sent = super.send(record);
        refusal.ifPresentOrElse(this::errorNext, this::completeNext);
        return sent;
    }
}
