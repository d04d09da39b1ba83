package dev.headgate.executor.notice.kafka;

import dev.headgate.executor.notice.Source;
import dev.headgate.schemas.codec.DeadLetterCause;
import dev.headgate.schemas.codec.DeadLetterHeaders;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down what was given up. Nobody waits for it. Thread-safe. */
final class DeadLetters {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final NoticeMeters meters;

    DeadLetters(Producer<byte[], byte[]> producer, String topic, NoticeMeters meters) {
        this.producer = producer;
        this.topic = topic;
        this.meters = meters;
    }

    void write(Source source, String why) {
        byte[] value = source.value();
        var letter = new ProducerRecord<byte[], byte[]>(topic, DeadLetterHeaders.kept(value));
        DeadLetterHeaders.write(
                DeadLetterHeaders.describe(
                        DeadLetterCause.UNDELIVERABLE,
                        why,
                        "executor",
                        source.topic(),
                        source.partition(),
                        source.offset(),
                        value),
                letter.headers());
        try {
            var unused = producer.send(letter, (written, failure) -> {
                if (failure != null) {
                    lost(failure);
                }
            });
        } catch (KafkaException failure) {
            lost(failure);
        }
    }

    private void lost(Exception failure) {
        meters.deadLetterLost();
        LOG.error("a notice that was given up could not be dead-lettered: {}", failure.toString());
    }
}
