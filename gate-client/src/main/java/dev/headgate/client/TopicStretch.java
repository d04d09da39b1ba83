package dev.headgate.client;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Utils;

/**
 * The records of a topic in a stretch of time, those of all partitions in the order of their time stamps. Of each partition
 * no more is in memory than what one request to the broker brings. Not thread-safe.
 */
public final class TopicStretch implements AutoCloseable {

    private final List<PartitionReader> partitions = new ArrayList<>();
    private final long untilMillis;
    private final long size;

    /** Opens one partition after the other; closes those that it has opened where one cannot be. */
    TopicStretch(IntFunction<PartitionReader> open, IntStream numbers, long fromMillis, long untilMillis) {
        this.untilMillis = untilMillis;
        long most = 0;
        try {
            for (int number : numbers.toArray()) {
                PartitionReader partition = open.apply(number);
                partitions.add(partition);
                if (fromMillis > 0) {
                    partition.seekToTime(fromMillis);
                }
                most += partition.left();
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        size = most;
    }

    /**
     * Opens a stretch.
     *
     * @param key only the partition of this key; empty for all
     * @param fromMillis the first time stamp, milliseconds since 1970-01-01 UTC; 0 for the oldest record
     * @param untilMillis the last one
     * @throws org.apache.kafka.common.KafkaException if the topic is missing or the broker does not answer
     */
    public static TopicStretch open(
            Properties client, String topic, Optional<String> key, long fromMillis, long untilMillis) {
        int count = TopicReader.partitionCount(client, topic);
        IntStream numbers = key.map(text -> text.getBytes(StandardCharsets.UTF_8))
                .map(bytes -> IntStream.of(Utils.toPositive(Utils.murmur2(bytes)) % count))
                .orElseGet(() -> IntStream.range(0, count));
        return new TopicStretch(
                number -> PartitionReader.open(client, topic, number), numbers, fromMillis, untilMillis);
    }

    /** How many records there are at most; some offsets hold none, and what follows the stretch is counted too. */
    public long size() {
        return size;
    }

    /** The next record; empty at the end. */
    public Optional<ConsumerRecord<byte[], byte[]>> next() {
        Optional<PartitionReader> earliest = partitions.stream()
                .filter(partition -> timestamp(partition) <= untilMillis)
                .min(Comparator.comparingLong(TopicStretch::timestamp));
        Optional<ConsumerRecord<byte[], byte[]>> record = earliest.flatMap(PartitionReader::peek);
        earliest.ifPresent(PartitionReader::skip);
        return record;
    }

    @Override
    public void close() {
        partitions.forEach(PartitionReader::close);
    }

    private static long timestamp(PartitionReader partition) {
        return partition.peek().map(ConsumerRecord::timestamp).orElse(Long.MAX_VALUE);
    }
}
