package dev.headgate.processor.deadletter;

import dev.headgate.schemas.codec.DeadLetterHeaders;
import dev.headgate.schemas.model.DeadLetter;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** The dead letters of one task that were not sent yet. Not thread safe. */
public final class DeadLetters {

    private final String application;
    private final List<Letter> letters = new ArrayList<>();

    /** Where a record came from. */
    public record Origin(String topic, int partition, long offset) {}

    /**
     * What is to be written; it has no key.
     *
     * @param value what is kept of the record
     * @param headers why it was refused
     */
    @SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
    public record Letter(byte[] value, Headers headers) {}

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
    public void add(Origin origin, byte @Nullable [] value, String cause, String detail) {
        byte[] whole = whole(value);
        letters.add(letter(describe(origin, whole, cause, detail), whole));
    }

    /**
     * Sets a record of telemetry aside, of which some items may have been counted.
     *
     * @param arrivedAtMillis when it had reached Kafka
     */
    public void addTelemetry(Origin origin, byte @Nullable [] value, Refusals refusals, long arrivedAtMillis) {
        byte[] whole = whole(value);
        DeadLetter why = describe(origin, whole, refusals.cause(), refusals.detail())
                .ofTelemetry(arrivedAtMillis, refusals.items());
        letters.add(letter(why, whole));
    }

    private DeadLetter describe(Origin origin, byte[] whole, String cause, String detail) {
        return DeadLetterHeaders.describe(
                cause, detail, application, origin.topic(), origin.partition(), origin.offset(), whole);
    }

    private static byte[] whole(byte @Nullable [] value) {
        return value == null ? new byte[0] : value;
    }

    /** Takes all of them out. */
    public List<Letter> drain() {
        List<Letter> drained = List.copyOf(letters);
        letters.clear();
        return drained;
    }

    /** Forgets all of them. */
    public void clear() {
        letters.clear();
    }

    private static Letter letter(DeadLetter why, byte[] whole) {
        Headers headers = new RecordHeaders();
        DeadLetterHeaders.write(why, headers);
        return new Letter(DeadLetterHeaders.kept(whole), headers);
    }
}
