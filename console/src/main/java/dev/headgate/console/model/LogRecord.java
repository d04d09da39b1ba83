package dev.headgate.console.model;

import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;

/**
 * A record of the log.
 *
 * @param topic the topic's name without prefix, a constant of {@link dev.headgate.schemas.topics.TopicCatalogue}
 * @param partition its partition
 * @param offset its offset
 * @param timestamp when it was appended
 * @param key its key; empty if it has none
 * @param value its value; empty for a tombstone. Must not be changed afterwards
 * @param headers its headers
 */
public record LogRecord(
        String topic,
        int partition,
        long offset,
        Instant timestamp,
        Optional<String> key,
        Optional<byte[]> value,
        Headers headers) {}
