package dev.headgate.executor.kafka;

import dev.headgate.executor.journal.Journal;
import dev.headgate.executor.journal.JournalCodec;
import dev.headgate.schemas.codec.CodecException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a partition of the journal to its end. Thread-safe. */
final class JournalReader {

    private static final Logger LOG = LoggerFactory.getLogger(JournalReader.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Clients clients;
    private final JournalCodec codec = new JournalCodec();

    JournalReader(Clients clients) {
        this.clients = clients;
    }

    /**
     * Reads everything committed. To be called after fencing: the end is the high watermark, so that no transaction
     * still open can be missed; reading waits until each is decided.
     *
     * @param unwanted whether the reading has become pointless
     * @throws TimeoutException if the end is not reached in time
     */
    Journal read(TopicPartition partition, BooleanSupplier unwanted) {
        long end = highWatermark(partition);
        Journal journal = new Journal();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (Consumer<byte[], byte[]> reader = clients.reader("read_committed")) {
            reader.assign(List.of(partition));
            reader.seekToBeginning(List.of(partition));
            while (reader.position(partition) < end && !unwanted.getAsBoolean()) {
                for (ConsumerRecord<byte[], byte[]> message : reader.poll(Duration.ofMillis(50))) {
                    fold(journal, message);
                }
                if (System.nanoTime() > deadline) {
                    throw new TimeoutException("the end of " + partition + " was not reached within " + PATIENCE
                            + ": an open transaction holds it back");
                }
            }
        }
        return journal;
    }

    private long highWatermark(TopicPartition partition) {
        try (Consumer<byte[], byte[]> reader = clients.reader("read_uncommitted")) {
            reader.assign(List.of(partition));
            return reader.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        }
    }

    private void fold(Journal journal, ConsumerRecord<byte[], byte[]> message) {
        String key = message.key() == null ? "" : new String(message.key(), StandardCharsets.UTF_8);
        try {
            if (message.value() == null) {
                journal.forget(key);
            } else {
                journal.put(codec.read(message.value()));
            }
        } catch (CodecException unreadable) {
            LOG.atError()
                    .addKeyValue("key", key)
                    .addKeyValue("offset", message.offset())
                    .log("a journal entry cannot be read and is left out: {}", unreadable.getMessage());
        }
    }
}
