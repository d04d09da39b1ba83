package dev.headgate.executor.kafka;

import dev.headgate.executor.journal.Journal;
import dev.headgate.executor.journal.JournalCodec;
import dev.headgate.executor.journal.JournalEntry;
import dev.headgate.schemas.codec.CodecException;
import dev.headgate.schemas.codec.DeadLetterCause;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a partition of the journal to its end. An entry that cannot be read stops nothing: it becomes a dead letter, and
 * its service is in doubt until a later decision is accepted ({@link Journal} tells what that means). Since it stays in
 * the topic as long, it becomes a dead letter again whenever the partition is taken over. Thread-safe.
 */
final class JournalReader {

    private static final Logger LOG = LoggerFactory.getLogger(JournalReader.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Clients clients;
    private final JournalCodec codec = new JournalCodec();

    /**
     * What was found.
     *
     * @param journal everything that can be read
     * @param unusable what cannot, the latest of each key
     */
    record Reading(Journal journal, List<PartitionWriter.Unusable> unusable) {}

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
    Reading read(TopicPartition partition, BooleanSupplier unwanted) {
        long end = highWatermark(partition);
        Journal journal = new Journal();
        Map<String, PartitionWriter.Unusable> unusable = new LinkedHashMap<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (Consumer<byte[], byte[]> reader = clients.reader("read_committed")) {
            reader.assign(List.of(partition));
            reader.seekToBeginning(List.of(partition));
            while (reader.position(partition) < end && !unwanted.getAsBoolean()) {
                for (ConsumerRecord<byte[], byte[]> message : reader.poll(Duration.ofMillis(50))) {
                    fold(journal, unusable, message);
                }
                if (System.nanoTime() > deadline) {
                    throw new TimeoutException("the end of " + partition + " was not reached within " + PATIENCE
                            + ": an open transaction holds it back");
                }
            }
        }
        return new Reading(journal, List.copyOf(unusable.values()));
    }

    private long highWatermark(TopicPartition partition) {
        try (Consumer<byte[], byte[]> reader = clients.reader("read_uncommitted")) {
            reader.assign(List.of(partition));
            return reader.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        }
    }

    private void fold(
            Journal journal, Map<String, PartitionWriter.Unusable> unusable, ConsumerRecord<byte[], byte[]> message) {
        String key = message.key() == null ? "" : new String(message.key(), StandardCharsets.UTF_8);
        unusable.remove(key);
        try {
            if (message.value() == null) {
                journal.forget(key);
            } else {
                journal.put(entry(key, message.value()));
            }
        } catch (CodecException unreadable) {
            LOG.atError()
                    .addKeyValue("key", key)
                    .addKeyValue("offset", message.offset())
                    .log(
                            "a journal entry cannot be read: its service is in doubt until its next decision, {}",
                            unreadable.getMessage());
            journal.unreadable(key);
            unusable.put(
                    key,
                    new PartitionWriter.Unusable(
                            message, unreadable.cause(), "entry " + key + ": " + unreadable.getMessage()));
        }
    }

    private JournalEntry entry(String key, byte[] value) {
        JournalEntry entry = codec.read(value);
        if (!entry.key().equals(key)) {
            throw new CodecException(
                    DeadLetterCause.INVALID_VALUE, "it stands under this key but is of " + entry.key());
        }
        return entry;
    }
}
