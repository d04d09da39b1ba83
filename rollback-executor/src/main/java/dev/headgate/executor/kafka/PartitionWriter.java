package dev.headgate.executor.kafka;

import dev.headgate.executor.dispatch.Output;
import dev.headgate.executor.journal.JournalCodec;
import dev.headgate.executor.journal.JournalEntry;
import dev.headgate.schemas.codec.DeadLetterHeaders;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.signing.SignatureHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/**
 * Writes for one partition, each time one transaction. After any exception the outcome is not known: the writer must be
 * closed and the journal read anew. Not thread-safe.
 */
final class PartitionWriter implements AutoCloseable {

    /**
     * A record that could not be used.
     *
     * @param message the record
     * @param cause why, as one word
     * @param detail why, in a sentence
     */
    record Unusable(ConsumerRecord<byte[], byte[]> message, String cause, String detail) {}

    private final Producer<byte[], byte[]> producer;
    private final ExecutorTopics topics;
    private final int partition;
    private final JournalCodec journal = new JournalCodec();
    private final JsonCodec documents = new JsonCodec();

    PartitionWriter(Producer<byte[], byte[]> producer, ExecutorTopics topics, int partition) {
        this.producer = producer;
        this.topics = topics;
        this.partition = partition;
    }

    /**
     * Writes everything, and the offset with it. If nothing but dead letters cannot be written, as without the right to
     * their topic, everything else is written without them: one bad record must not hold decisions back for good.
     *
     * @param nextOffset the offset after the last decision handled; empty if none was
     * @return why the dead letters were not written; empty if they were
     * @throws KafkaException if it is not certain that the rest was written
     */
    Optional<String> write(
            Output output, List<Unusable> unusable, OptionalLong nextOffset, ConsumerGroupMetadata group) {
        producer.beginTransaction();
        Optional<String> lost = unusable.isEmpty() ? Optional.empty() : sendDeadLetters(unusable);
        if (lost.isPresent()) {
            producer.abortTransaction();
            producer.beginTransaction();
        }
        output.entries().forEach(this::send);
        output.forgotten().forEach(key -> send(new ProducerRecord<>(topics.journal(), partition, utf8(key), null)));
        output.executions().forEach(this::send);
        if (nextOffset.isPresent()) {
            producer.sendOffsetsToTransaction(
                    Map.of(
                            new TopicPartition(topics.decisions(), partition),
                            new OffsetAndMetadata(nextOffset.getAsLong())),
                    group);
        }
        producer.commitTransaction();
        return lost;
    }

    /** Sends and waits, so that their failure is told from that of anything else. */
    private Optional<String> sendDeadLetters(List<Unusable> unusable) {
        List<Future<RecordMetadata>> sent =
                unusable.stream().map(one -> producer.send(letter(one))).toList();
        producer.flush();
        for (Future<RecordMetadata> one : sent) {
            try {
                one.get();
            } catch (ExecutionException failed) {
                if (failed.getCause() instanceof KafkaException kafka && !isFinal(kafka)) {
                    throw kafka;
                }
                return Optional.of(String.valueOf(failed.getCause()));
            } catch (InterruptedException givenUp) {
                Thread.currentThread().interrupt();
                throw new InterruptException(givenUp);
            }
        }
        return Optional.empty();
    }

    /** Whether waiting and another try would not help, and only these records are concerned. */
    private static boolean isFinal(KafkaException failure) {
        return failure instanceof TopicAuthorizationException
                || failure instanceof InvalidTopicException
                || failure instanceof RecordTooLargeException
                || failure instanceof PolicyViolationException;
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }

    private void send(JournalEntry entry) {
        send(new ProducerRecord<>(topics.journal(), partition, utf8(entry.key()), journal.write(entry)));
    }

    private void send(Execution execution) {
        var message = new ProducerRecord<>(
                topics.executions(), partition, utf8(execution.service()), documents.write(execution));
        message.headers().add(SignatureHeaders.CORRELATION_ID, utf8(execution.correlationId()));
        send(message);
    }

    private ProducerRecord<byte[], byte[]> letter(Unusable unusable) {
        ConsumerRecord<byte[], byte[]> message = unusable.message();
        byte[] value = message.value() == null ? new byte[0] : message.value();
        var letter = new ProducerRecord<byte[], byte[]>(topics.deadLetters(), DeadLetterHeaders.kept(value));
        DeadLetterHeaders.write(
                DeadLetterHeaders.describe(
                        unusable.cause(),
                        unusable.detail(),
                        "executor",
                        message.topic(),
                        message.partition(),
                        message.offset(),
                        value),
                letter.headers());
        return letter;
    }

    /** What becomes of it, the commit tells. */
    private void send(ProducerRecord<byte[], byte[]> message) {
        var unused = producer.send(message);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
