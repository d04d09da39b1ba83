package dev.headgate.processor.streams;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The consumer of one thread, remembering the last offset that it handed out of each partition.
 *
 * <p>The consumer's position alone does not tell what was processed: Streams buffers records, and position also steps
 * over transaction markers, of which no processor hears.
 */
public final class ObservedConsumer extends KafkaConsumer<byte[], byte[]> implements SourceLag {

    private static final Duration AT_ONCE = Duration.ZERO;

    private final Map<TopicPartition, Long> handedOut = new HashMap<>();
    private final HiddenRecords hidden;

    /**
     * A consumer.
     *
     * @param hidden tells what is there and cannot be read yet
     */
    ObservedConsumer(Map<String, Object> configuration, HiddenRecords hidden) {
        super(configuration, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.hidden = hidden;
    }

    /**
     * A consumer outside Streams.
     *
     * @param admin asks for the real ends of partitions; not closed with the consumer
     */
    public static ObservedConsumer of(Map<String, Object> configuration, Admin admin) {
        return new ObservedConsumer(
                configuration, new HiddenRecords(asked -> PartitionEnds.of(admin, asked), System::nanoTime));
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
        for (TopicPartition partition : records.partitions()) {
            var ofPartition = records.records(partition);
            handedOut.put(partition, ofPartition.get(ofPartition.size() - 1).offset());
        }
        return records;
    }

    @Override
    public void begin(TopicPartition partition) {
        handedOut.remove(partition);
        hidden.forget(partition);
    }

    @Override
    public boolean caughtUp(TopicPartition partition, long processedOffset) {
        return assignment().contains(partition)
                && handedOut.getOrDefault(partition, -1L) <= processedOffset
                && currentLag(partition).orElse(Long.MAX_VALUE) == 0
                && hiddenFor(partition).isZero()
                && !hidden.unanswered();
    }

    @Override
    public Duration hiddenFor(TopicPartition partition) {
        hidden.ask(assignment());
        if (!assignment().contains(partition) || currentLag(partition).orElse(Long.MAX_VALUE) != 0) {
            return Duration.ZERO;
        }
        try {
            return hidden.since(partition, position(partition, AT_ONCE));
        } catch (TimeoutException | InvalidOffsetException | IllegalStateException unknown) {
            return Duration.ZERO;
        }
    }

    @Override
    public long nextOffset(TopicPartition partition, long processedOffset) {
        boolean buffered = handedOut.getOrDefault(partition, -1L) > processedOffset;
        if (buffered) {
            return processedOffset + 1;
        }
        try {
            return position(partition, AT_ONCE);
        } catch (TimeoutException | InvalidOffsetException | IllegalStateException unknown) {
            return processedOffset < 0 ? -1L : processedOffset + 1;
        }
    }

    @Override
    public int partitionCount(String topic) {
        try {
            return partitionsFor(topic, AT_ONCE).size();
        } catch (TimeoutException unknown) {
            return 0;
        }
    }
}
