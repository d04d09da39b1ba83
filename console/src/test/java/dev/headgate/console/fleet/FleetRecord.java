package dev.headgate.console.fleet;

import dev.headgate.console.model.LogRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Utils;

/**
 * A record of a fleet's log.
 *
 * @param topic the topic's name without prefix
 * @param key its key
 * @param value its value; empty for a tombstone
 * @param at when it was written
 * @param headers its headers
 */
public record FleetRecord(String topic, String key, Optional<byte[]> value, Instant at, RecordHeaders headers) {

    /** The partition to which Kafka's own partitioner brings it. */
    public int partition(int partitions) {
        return partition(key, partitions);
    }

    static int partition(String key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
    }

    /** As the read model takes it. */
    public LogRecord at(int partition, long offset) {
        return new LogRecord(topic, partition, offset, at, Optional.of(key), value, headers);
    }

    /** As it is sent to a topic of that full name. */
    public ProducerRecord<byte[], byte[]> to(String fullName) {
        return new ProducerRecord<>(fullName, null, key.getBytes(StandardCharsets.UTF_8), value.orElse(null), headers);
    }
}
