package dev.headgate.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Kafka's own mock of a consumer, which also finds offsets by time, and what a transaction leaves behind. */
final class TestedConsumer extends MockConsumer<byte[], byte[]> {

    private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> log = new HashMap<>();
    private final Queue<Runnable> beforePolls = new ArrayDeque<>();

    private TestedConsumer() {
        super("earliest");
    }

    /** Of a topic with so many empty partitions. */
    static TestedConsumer of(String topic, int partitions) {
        return new TestedConsumer().and(topic, partitions);
    }

    /** And of another one. */
    TestedConsumer and(String topic, int partitions) {
        updatePartitions(
                topic,
                IntStream.range(0, partitions)
                        .mapToObj(number -> new PartitionInfo(topic, number, Node.noNode(), new Node[0], new Node[0]))
                        .toList());
        for (int number = 0; number < partitions; number++) {
            TopicPartition partition = new TopicPartition(topic, number);
            log.put(partition, new ArrayList<>());
            updateBeginningOffsets(Map.of(partition, 0L));
            updateEndOffsets(Map.of(partition, 0L));
        }
        return this;
    }

    /** A record is there, at the end of what is there; it is read by the next poll. */
    void written(String topic, int partition, long timestamp, byte[] value) {
        written(topic, partition, timestamp, value, new RecordHeaders());
    }

    synchronized void written(String topic, int partition, long timestamp, byte[] value, Headers headers) {
        TopicPartition at = new TopicPartition(topic, partition);
        long offset = endOffsets(List.of(at)).get(at);
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                topic,
                partition,
                offset,
                timestamp,
                TimestampType.CREATE_TIME,
                0,
                value.length,
                null,
                value,
                headers,
                Optional.empty());
        log.get(at).add(record);
        updateEndOffsets(Map.of(at, offset + 1));
        beforePolls.add(() -> {
            if (assignment().contains(at) && position(at) <= offset) {
                addRecord(record);
            }
        });
    }

    /** Offsets that hold no record: a transaction's end, or what was written in one that was aborted. */
    synchronized void nothingAt(String topic, int partition, int offsets) {
        TopicPartition at = new TopicPartition(topic, partition);
        long end = endOffsets(List.of(at)).get(at) + offsets;
        updateEndOffsets(Map.of(at, end));
        beforePolls.add(() -> seek(at, end));
    }

    @Override
    public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> times) {
        Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
        times.forEach((partition, time) -> found.put(
                partition,
                log.get(partition).stream()
                        .filter(record -> record.timestamp() >= time)
                        .findFirst()
                        .map(record -> new OffsetAndTimestamp(record.offset(), record.timestamp()))
                        .orElse(null)));
        return found;
    }

    /** One thing that was written each time, as if each came in a request of its own. */
    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        Runnable next = beforePolls.poll();
        if (next != null) {
            next.run();
        }
        return super.poll(timeout);
    }
}
