package dev.headgate.processor.judge;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** Sends a record to the partition that its key holds as a number, which is the sending task's own. */
final class OwnPartition implements StreamPartitioner<byte[], byte[]> {

    static byte[] key(int partition) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(partition).array();
    }

    @Override
    public Optional<Set<Integer>> partitions(String topic, byte[] key, byte[] value, int numPartitions) {
        return Optional.of(Set.of(ByteBuffer.wrap(key).getInt()));
    }
}
