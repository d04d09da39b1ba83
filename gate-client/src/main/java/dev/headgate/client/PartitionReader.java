package dev.headgate.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads one partition in its order, from where it is told to what was committed when it was opened; holds no more than what
 * one request to the broker brings. Not thread-safe.
 */
public final class PartitionReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final Duration patience;
    private final long beginning;
    private final long end;
    private final Deque<ConsumerRecord<byte[], byte[]>> fetched = new ArrayDeque<>();

    /**
     * Reads with a consumer that has no partitions yet.
     *
     * @param patience how long nothing may come
     */
    PartitionReader(Consumer<byte[], byte[]> consumer, TopicPartition partition, Duration patience) {
        this.consumer = consumer;
        this.partition = partition;
        this.patience = patience;
        List<TopicPartition> one = List.of(partition);
        consumer.assign(one);
        beginning = consumer.beginningOffsets(one).getOrDefault(partition, 0L);
        end = consumer.endOffsets(one).getOrDefault(partition, 0L);
        consumer.seek(partition, beginning);
    }

    /**
     * Opens a partition at its beginning.
     *
     * @throws org.apache.kafka.common.KafkaException if the broker does not answer
     */
    public static PartitionReader open(Properties client, String topic, int partition) {
        Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                TopicReader.committedOnly(client), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            return new PartitionReader(consumer, new TopicPartition(topic, partition), TopicReader.patience(client));
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    /** The offset of the oldest record that is retained; 0 as long as none was deleted. */
    public long beginning() {
        return beginning;
    }

    /** Where it ends: the offset after that of the last record that may come. */
    public long end() {
        return end;
    }

    /** How many records may come, at most. */
    public long left() {
        return end
                - (fetched.isEmpty()
                        ? consumer.position(partition)
                        : fetched.element().offset());
    }

    /** Goes on from the record at that offset, or the next one that there is. */
    public void seek(long offset) {
        fetched.clear();
        consumer.seek(partition, Math.max(beginning, Math.min(offset, end)));
    }

    /** Goes on from the first record whose time stamp is at or after that, milliseconds since 1970-01-01 UTC. */
    public void seekToTime(long millis) {
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(Map.of(partition, millis));
        seek(Optional.ofNullable(found.get(partition))
                .map(OffsetAndTimestamp::offset)
                .orElse(end));
    }

    /**
     * The next record, which stays the next one; empty at the end.
     *
     * @throws TimeoutException if nothing comes for as long as a call to Kafka may take
     */
    public Optional<ConsumerRecord<byte[], byte[]>> peek() {
        long asked = System.nanoTime();
        while (fetched.isEmpty() && consumer.position(partition) < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < end) {
                    fetched.add(record);
                }
            }
            if (System.nanoTime() - asked > patience.toNanos()) {
                throw new TimeoutException("nothing came of %s for %d s, %d records before the end"
                        .formatted(partition, patience.toSeconds(), end - consumer.position(partition)));
            }
        }
        return Optional.ofNullable(fetched.peek());
    }

    /** Goes on to the record after the next one. */
    public void skip() {
        fetched.poll();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
