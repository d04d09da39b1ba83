package dev.headgate.processor.combine;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Where reading begins in topics of others that were never read before: what they wrote long before it was asked for is of no use any
 * more, and may be much. Until that is found out nothing is read of a partition. Not thread safe.
 */
final class StartingPoints {

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(2);

    private final Consumer<byte[], byte[]> consumer;
    private final Set<String> topics;
    private final Duration back;
    private final InstantSource clock;
    private final Set<TopicPartition> open = new HashSet<>();

    /**
     * None is to be found out yet.
     *
     * @param topics those of others
     * @param back how far back in time reading begins there
     */
    StartingPoints(Consumer<byte[], byte[]> consumer, Collection<String> topics, Duration back, InstantSource clock) {
        this.consumer = consumer;
        this.topics = Set.copyOf(topics);
        this.back = back;
        this.clock = clock;
    }

    /** Partitions came: those of others wait. */
    void assigned(Collection<TopicPartition> partitions) {
        List<TopicPartition> late = partitions.stream()
                .filter(each -> topics.contains(each.topic()))
                .toList();
        consumer.pause(late);
        open.addAll(late);
    }

    /** Partitions are gone. */
    void gone(Collection<TopicPartition> partitions) {
        open.removeAll(partitions);
    }

    /** Whether a partition's is still to be found out. */
    boolean wanted(TopicPartition partition) {
        return open.contains(partition);
    }

    /** Finds out where those that wait begin; if the brokers do not answer they go on waiting. */
    void find() {
        if (open.isEmpty()) {
            return;
        }
        try {
            Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(open), LONGEST_ANSWER);
            Set<TopicPartition> never = open.stream()
                    .filter(partition -> committed.get(partition) == null)
                    .collect(Collectors.toSet());
            if (!never.isEmpty()) {
                begin(never);
            }
            consumer.resume(open);
            open.clear();
        } catch (TimeoutException later) {
            // Asked again in the loop's next turn.
        }
    }

    private void begin(Set<TopicPartition> partitions) {
        long from = clock.millis() - back.toMillis();
        Map<TopicPartition, Long> asked = partitions.stream().collect(Collectors.toMap(each -> each, each -> from));
        // Asked first: what comes while the other question is answered must not be skipped.
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, LONGEST_ANSWER);
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(asked, LONGEST_ANSWER);
        ends.forEach((partition, end) -> {
            OffsetAndTimestamp first = found.get(partition);
            consumer.seek(partition, first == null ? end : first.offset());
        });
    }
}
