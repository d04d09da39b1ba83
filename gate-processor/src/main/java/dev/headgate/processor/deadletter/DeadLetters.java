package dev.headgate.processor.deadletter;

import dev.headgate.schemas.codec.DeadLetterHeaders;
import dev.headgate.schemas.model.DeadLetter;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** The dead letters of one task that were not sent yet. Not thread safe. */
public final class DeadLetters {

    private final String application;
    private final List<Letter> letters = new ArrayList<>();

    private static final class Letter {

        private final DeadLetter why;
        private final byte[] kept;

        Letter(DeadLetter why, byte[] kept) {
            this.why = why;
            this.kept = kept;
        }
    }

    /** @param application who refuses: {@code combine} or {@code judge} */
    public DeadLetters(String application) {
        this.application = application;
    }

    /**
     * Sets a record aside.
     *
     * @param origin where it came from
     * @param value its raw value, null if it has none
     * @param cause a word of the dead letters' vocabulary
     * @param detail what was found and what was expected
     */
    public void add(RecordMetadata origin, byte @Nullable [] value, String cause, String detail) {
        byte[] whole = whole(value);
        letters.add(new Letter(describe(origin, whole, cause, detail), DeadLetterHeaders.kept(whole)));
    }

    /**
     * Sets a record of telemetry aside, of which some items may have been counted.
     *
     * @param arrivedAtMillis when it had reached Kafka
     */
    public void addTelemetry(RecordMetadata origin, byte @Nullable [] value, Refusals refusals, long arrivedAtMillis) {
        byte[] whole = whole(value);
        DeadLetter why = describe(origin, whole, refusals.cause(), refusals.detail())
                .ofTelemetry(arrivedAtMillis, refusals.items());
        letters.add(new Letter(why, DeadLetterHeaders.kept(whole)));
    }

    private DeadLetter describe(RecordMetadata origin, byte[] whole, String cause, String detail) {
        return DeadLetterHeaders.describe(
                cause, detail, application, origin.topic(), origin.partition(), origin.offset(), whole);
    }

    private static byte[] whole(byte @Nullable [] value) {
        return value == null ? new byte[0] : value;
    }

    /** Takes all of them out, as records to be sent at that time. */
    public List<Record<byte[], byte[]>> drain(long nowMillis) {
        List<Record<byte[], byte[]>> records =
                letters.stream().map(letter -> record(letter, nowMillis)).toList();
        letters.clear();
        return records;
    }

    /** Forgets all of them. */
    public void clear() {
        letters.clear();
    }

    @SuppressWarnings("NullAway") // Kafka's way to say that a record has no key.
    private static Record<byte[], byte[]> record(Letter letter, long nowMillis) {
        Headers headers = new RecordHeaders();
        DeadLetterHeaders.write(letter.why, headers);
        return new Record<>(null, letter.kept, nowMillis, headers);
    }
}
