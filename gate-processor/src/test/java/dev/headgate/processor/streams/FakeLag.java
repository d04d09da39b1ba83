package dev.headgate.processor.streams;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** A lag that a test decides, where no real consumer is. */
public final class FakeLag implements SourceLag {

    private final Map<String, Integer> partitions = new HashMap<>();
    private final Set<String> behind = new HashSet<>();
    private final Map<String, Duration> hidden = new HashMap<>();

    public FakeLag with(String topic, int partitionCount) {
        partitions.put(topic, partitionCount);
        return this;
    }

    public void behind(String topic) {
        behind.add(topic);
    }

    @Override
    public void begin(TopicPartition partition) {
        behind.remove(partition.topic());
    }

    @Override
    public boolean caughtUp(TopicPartition partition, long processedOffset) {
        return !behind.contains(partition.topic());
    }

    /** Records of a topic cannot be read yet. */
    public void hides(String topic, Duration since) {
        behind(topic);
        hidden.put(topic, since);
    }

    @Override
    public Duration hiddenFor(TopicPartition partition) {
        return hidden.getOrDefault(partition.topic(), Duration.ZERO);
    }

    @Override
    public long nextOffset(TopicPartition partition, long processedOffset) {
        return processedOffset + 1;
    }

    @Override
    public int partitionCount(String topic) {
        return partitions.getOrDefault(topic, 0);
    }
}
