package dev.headgate.schemas.codec;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Headers of replayed telemetry, and of the mark that a dead letter was replayed. The mark stands in the letter's own
 * partition, behind it: so retention never removes a mark before its letter. Thread-safe.
 */
public final class ReplayHeaders {

    /** Of a replayed record: when what it holds had reached Kafka for the first time. */
    public static final String ARRIVED = "headgate-replay-arrivedAtMillis";

    /** Of a replayed record: which dead letter it was, {@code partition@offset}. */
    public static final String LETTER = "headgate-replay-letter";

    /** Of a mark: the offset of the letter that was replayed. */
    public static final String REPLAYED_OFFSET = "headgate-replayed-letter-offset";

    private ReplayHeaders() {}

    /**
     * Says that a record of telemetry is a dead letter's.
     *
     * @param partition the letter's
     * @param offset the letter's
     * @param arrivedAtMillis when it had arrived; empty if that is not known
     */
    public static void write(int partition, long offset, OptionalLong arrivedAtMillis, Headers headers) {
        add(headers, LETTER, partition + "@" + offset);
        arrivedAtMillis.ifPresent(millis -> add(headers, ARRIVED, Long.toString(millis)));
    }

    /** Makes a record in a letter's partition the mark that the letter at this offset was replayed. */
    public static void mark(long letterOffset, Headers headers) {
        add(headers, REPLAYED_OFFSET, Long.toString(letterOffset));
    }

    /** The offset of the letter whose mark this record is; empty if it is none. */
    public static OptionalLong marked(Headers headers) {
        return number(headers, REPLAYED_OFFSET);
    }

    /**
     * When what a record of telemetry holds reached Kafka for the first time, milliseconds since 1970-01-01 UTC. The header
     * is believed only backwards: nothing arrived later than its record was written.
     *
     * @param recordMillis when the record was written
     */
    public static long arrivedAtMillis(Headers headers, long recordMillis) {
        return Math.min(recordMillis, number(headers, ARRIVED).orElse(recordMillis));
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static OptionalLong number(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        if (header == null || header.value() == null) {
            return OptionalLong.empty();
        }
        String text = new String(header.value(), StandardCharsets.UTF_8);
        return text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }
}
