package dev.headgate.cli.deadletters;

import dev.headgate.schemas.model.DeadLetter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A dead letter with the record that holds it.
 *
 * @param record the record, whose value is the refused one's
 * @param why its headers
 */
public record Letter(ConsumerRecord<byte[], byte[]> record, DeadLetter why) {

    /** Where it stands. */
    public Place place() {
        return new Place(record.partition(), record.offset());
    }

    /** When it was written. */
    public Instant refusedAt() {
        return Instant.ofEpochMilli(record.timestamp()).truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * A place in the topic of dead letters.
     *
     * @param partition the partition
     * @param offset the offset in it
     */
    public record Place(int partition, long offset) {
        @Override
        public String toString() {
            return partition + "@" + offset;
        }
    }
}
