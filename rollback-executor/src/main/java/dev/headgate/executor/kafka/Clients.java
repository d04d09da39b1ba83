package dev.headgate.executor.kafka;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** Where Kafka clients come from. Thread-safe; the clients themselves are not. */
public interface Clients {

    /** A member of the executors' group: read_committed, offsets only by transactions. */
    Consumer<byte[], byte[]> member();

    /**
     * A reader of journals, outside any group.
     *
     * @param isolation {@code read_committed} or {@code read_uncommitted}
     */
    Consumer<byte[], byte[]> reader(String isolation);

    /** The producer of a partition: its stable transactional id is what fences the partition's former owner. */
    Producer<byte[], byte[]> owner(int partition);
}
