package dev.headgate.processor.combine;

import dev.headgate.processor.streams.SourceLag;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * What one combining thread reads and writes with.
 *
 * @param consumer a member of the group of all combiners, which commits nothing by itself
 * @param lag how far that consumer is behind
 * @param producer a transactional one
 */
public record CombineClients(Consumer<byte[], byte[]> consumer, SourceLag lag, Producer<byte[], byte[]> producer) {}
