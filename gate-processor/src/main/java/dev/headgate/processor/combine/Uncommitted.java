package dev.headgate.processor.combine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** What was read of each partition since the last commit. Not thread safe. */
final class Uncommitted {

    private final Map<TopicPartition, Long> first = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();

    /** Records were taken in, at least one. */
    void taken(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
        first.putIfAbsent(partition, records.get(0).offset());
        ConsumerRecord<byte[], byte[]> last = records.get(records.size() - 1);
        next.put(partition, new OffsetAndMetadata(last.offset() + 1, last.leaderEpoch(), ""));
    }

    /** What is to be committed: the offsets behind what was taken in. */
    Map<TopicPartition, OffsetAndMetadata> offsets() {
        return Map.copyOf(next);
    }

    /** Where a partition is to be read again from, should nothing be committed; empty if nothing was read of it. */
    Optional<Long> first(TopicPartition partition) {
        return Optional.ofNullable(first.get(partition));
    }

    /** The partitions of which something was read. */
    Set<TopicPartition> partitions() {
        return Set.copyOf(first.keySet());
    }

    /** It is committed, or will be read again. */
    void clear() {
        first.clear();
        next.clear();
    }
}
