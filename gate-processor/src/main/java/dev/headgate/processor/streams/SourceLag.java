package dev.headgate.processor.streams;

import java.time.Duration;
import org.apache.kafka.common.TopicPartition;

/**
 * How far the stream thread is behind the end of the partitions that it reads. Asking costs no request to the broker.
 *
 * <p>Used by the stream thread that owns the partitions, and by no other.
 */
public interface SourceLag {

    /**
     * Begins a task's life on a partition: what an earlier owner in this thread was given no longer counts.
     *
     * @param partition a partition of the task that is being initialised, of which it was given no record yet
     */
    void begin(TopicPartition partition);

    /**
     * Whether the task has processed everything that the partition held when it was last fetched, and nothing is hidden.
     *
     * @param processedOffset offset of the last record processed since {@link #begin}, or −1
     * @return false also as long as the end of the partition is unknown, or brokers do not answer any more what is there
     */
    boolean caughtUp(TopicPartition partition, long processedOffset);

    /**
     * For how long the partition may have held records that cannot be read yet, because a transaction before them is not
     * ended; zero if it holds none, or for no longer than usual.
     */
    Duration hiddenFor(TopicPartition partition);

    /**
     * The next offset that would be read, as far as it is known without asking the broker.
     *
     * @param processedOffset offset of the last record processed since {@link #begin}, or −1
     * @return −1 if it is unknown
     */
    long nextOffset(TopicPartition partition, long processedOffset);

    /** How many partitions the topic has at present; 0 if it is unknown. */
    int partitionCount(String topic);
}
