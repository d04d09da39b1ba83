package dev.headgate.processor.deadletter;

import dev.headgate.schemas.codec.DeadLetterHeaders;
import dev.headgate.schemas.model.DeadLetter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** The dead letters of one task that were not sent yet. Not thread safe. */
public final class DeadLetters {

    private final String application;
    private final List<Letter> letters = new ArrayList<>();
    private final LetterRoom room;
    private long cut;

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
        this(application, System::nanoTime);
    }

    DeadLetters(String application, LongSupplier nanos) {
        this.application = application;
        room = new LetterRoom(nanos);
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
        int most = most(origin, whole, cause);
        letters.add(letter(describe(origin, whole, cause, detail, most), whole, most));
    }

    /**
     * Sets a record of telemetry aside, of which some items may have been counted.
     *
     * @param arrivedAtMillis when it had reached Kafka
     */
    public void addTelemetry(Origin origin, byte @Nullable [] value, Refusals refusals, long arrivedAtMillis) {
        byte[] whole = whole(value);
        int most = most(origin, whole, refusals.cause());
        DeadLetter why = describe(origin, whole, refusals.cause(), refusals.detail(), most)
                .ofTelemetry(arrivedAtMillis, refusals.items());
        letters.add(letter(why, whole, most));
    }

    /** How many bytes of the value may be kept. */
    private int most(Origin origin, byte[] whole, String cause) {
        int wanted = Math.min(whole.length, DeadLetterHeaders.KEPT_BYTES);
        int most = room.take(cause, origin.topic(), wanted);
        cut += most < whole.length ? 1 : 0;
        return most;
    }

    private DeadLetter describe(Origin origin, byte[] whole, String cause, String detail, int most) {
        return DeadLetterHeaders.describe(
                cause, detail, application, origin.topic(), origin.partition(), origin.offset(), whole, most);
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

    /** How many letters since the last time hold only the beginning of their record. */
    public long drainCut() {
        long drained = cut;
        cut = 0;
        return drained;
    }

    /** What was drained is there to stay: the room that it took is used up. */
    public void committed() {
        room.committed();
    }

    /** Forgets all of them, and what was drained and not committed: their records come again, and find the same room. */
    public void clear() {
        letters.clear();
        room.giveBack();
        cut = 0;
    }

    private static Letter letter(DeadLetter why, byte[] whole, int most) {
        Headers headers = new RecordHeaders();
        DeadLetterHeaders.write(why, headers);
        return new Letter(DeadLetterHeaders.kept(whole, most), headers);
    }
}
