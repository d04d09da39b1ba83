package dev.headgate.processor.streams;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * How far one task has come in each of its source topics. A topic with fewer partitions than others has none for the
 * last tasks. Not thread safe.
 */
public final class SourcePositions {

    private static final long NONE = -1L;

    private final SourceLag lag;
    private final int partition;
    private final Map<String, Long> processed = new HashMap<>();

    /**
     * Begins at the start of a task's life.
     *
     * @param topics the source topics, with their prefix
     * @param partition the task's partition number in each of them
     */
    public SourcePositions(SourceLag lag, Collection<String> topics, int partition) {
        this.lag = lag;
        this.partition = partition;
        for (String topic : topics) {
            processed.put(topic, NONE);
            lag.begin(new TopicPartition(topic, partition));
        }
    }

    /** The record at that offset has been processed. */
    public void processed(String topic, long offset) {
        processed.put(topic, offset);
    }

    /** The source topics that have a partition of the task's number, as far as is known. */
    public Set<String> topics() {
        return processed.keySet().stream().filter(this::exists).collect(Collectors.toSet());
    }

    /** Whether everything that the task's partition of a topic held when it was last fetched has been processed. */
    public boolean caughtUp(String topic) {
        return lag.caughtUp(new TopicPartition(topic, partition), processed.getOrDefault(topic, NONE));
    }

    /** For how long the task's partition of a topic may have held records that cannot be read yet. */
    public Duration hiddenFor(String topic) {
        return lag.hiddenFor(new TopicPartition(topic, partition));
    }

    /** The next offset of each of the task's partitions; those of which nothing is known are left out. */
    public SortedMap<String, Long> nextOffsets() {
        SortedMap<String, Long> offsets = new TreeMap<>();
        processed.forEach((topic, last) -> {
            long next = exists(topic) ? lag.nextOffset(new TopicPartition(topic, partition), last) : NONE;
            if (next >= 0) {
                offsets.put(topic, next);
            }
        });
        return offsets;
    }

    /** The partition count of each source topic; 0 where it is unknown. */
    public SortedMap<String, Integer> partitionCounts() {
        SortedMap<String, Integer> counts = new TreeMap<>();
        processed.keySet().forEach(topic -> counts.put(topic, lag.partitionCount(topic)));
        return counts;
    }

    private boolean exists(String topic) {
        int count = lag.partitionCount(topic);
        return count == 0 || partition < count;
    }
}
