package dev.headgate.executor.notice.kafka;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** Where the Kafka clients of notices come from. Thread-safe; the clients themselves are not. */
public interface NoticeClients {

    /** A member of the group in which executors share the notices of a channel: read_committed, offsets by commits. */
    Consumer<byte[], byte[]> ofChannel(String channel);

    /** A producer of dead letters, without transactions. */
    Producer<byte[], byte[]> ofDeadLetters();
}
