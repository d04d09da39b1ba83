package dev.headgate.schemas.codec;

import dev.headgate.schemas.model.DeadLetter;
import dev.headgate.schemas.model.RefusedItems;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Dead letters as records: the raw bytes as value, everything about them in headers of UTF-8 text. Thread-safe. */
public final class DeadLetterHeaders {

    /** What every header's name begins with; the component's name follows, as in {@code headgate-dead-letter-cause}. */
    public static final String PREFIX = "headgate-dead-letter-";

    /** How many bytes of a value are kept at most: with its headers a letter stays within what may leave the gate, 900 000. */
    public static final int KEPT_BYTES = 880_000;

    private static final String ARRIVED = "arrivedAtMillis";
    private static final String REFUSED_ITEMS = "refusedItems";
    private static final int DETAIL_LENGTH = 1_000;

    private DeadLetterHeaders() {}

    /**
     * Describes a value that could not be used.
     *
     * @param value all of it
     */
    public static DeadLetter describe(
            String cause, String detail, String application, String topic, int partition, long offset, byte[] value) {
        return describe(cause, detail, application, topic, partition, offset, value, KEPT_BYTES);
    }

    /**
     * Describes a value that could not be used, and of which only a part may be kept.
     *
     * @param value all of it
     * @param keptBytes how many bytes of it are kept at most
     */
    public static DeadLetter describe(
            String cause,
            String detail,
            String application,
            String topic,
            int partition,
            long offset,
            byte[] value,
            int keptBytes) {
        String bounded = detail.length() > DETAIL_LENGTH ? detail.substring(0, DETAIL_LENGTH) : detail;
        return new DeadLetter(
                cause,
                bounded,
                application,
                topic,
                partition,
                offset,
                value.length,
                HexFormat.of().formatHex(sha256(value)),
                value.length > keptBytes,
                OptionalLong.empty(),
                Optional.empty());
    }

    /** What is kept of a value: all of it up to {@link #KEPT_BYTES}. */
    public static byte[] kept(byte[] value) {
        return kept(value, KEPT_BYTES);
    }

    /** What is kept of a value of which only so many bytes may be. */
    public static byte[] kept(byte[] value, int keptBytes) {
        return value.length > keptBytes ? Arrays.copyOf(value, keptBytes) : value.clone();
    }

    /** Adds the letter's headers. */
    public static void write(DeadLetter letter, Headers headers) {
        add(headers, "cause", letter.cause());
        add(headers, "detail", letter.detail());
        add(headers, "application", letter.application());
        add(headers, "topic", letter.topic());
        add(headers, "partition", Integer.toString(letter.partition()));
        add(headers, "offset", Long.toString(letter.offset()));
        add(headers, "originalSize", Integer.toString(letter.originalSize()));
        add(headers, "sha256", letter.sha256());
        add(headers, "truncated", Boolean.toString(letter.truncated()));
        letter.arrivedAtMillis().ifPresent(millis -> add(headers, ARRIVED, Long.toString(millis)));
        letter.refusedItems().ifPresent(items -> add(headers, REFUSED_ITEMS, items.text()));
    }

    /**
     * Reads a letter from its headers.
     *
     * @throws CodecException if a required one is missing or one has not the form that it must have
     */
    public static DeadLetter read(Headers headers) {
        return new DeadLetter(
                text(headers, "cause"),
                text(headers, "detail"),
                text(headers, "application"),
                text(headers, "topic"),
                (int) number(headers, "partition"),
                number(headers, "offset"),
                (int) number(headers, "originalSize"),
                text(headers, "sha256"),
                text(headers, "truncated").equals("true"),
                headers.lastHeader(PREFIX + ARRIVED) == null
                        ? OptionalLong.empty()
                        : OptionalLong.of(number(headers, ARRIVED)),
                refusedItems(headers));
    }

    private static Optional<RefusedItems> refusedItems(Headers headers) {
        if (headers.lastHeader(PREFIX + REFUSED_ITEMS) == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new RefusedItems(text(headers, REFUSED_ITEMS)));
        } catch (IllegalArgumentException e) {
            throw new CodecException(
                    DeadLetterCause.INVALID_VALUE, "header " + PREFIX + REFUSED_ITEMS + ": " + e.getMessage(), e);
        }
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(PREFIX + name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Headers headers, String name) {
        Header header = headers.lastHeader(PREFIX + name);
        if (header == null || header.value() == null) {
            throw new CodecException(DeadLetterCause.MISSING_FIELD, "header " + PREFIX + name + ": missing");
        }
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    private static long number(Headers headers, String name) {
        String text = text(headers, name);
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new CodecException(
                    DeadLetterCause.WRONG_TYPE, "header " + PREFIX + name + ": expected a number, found " + text, e);
        }
    }

    private static byte[] sha256(byte[] value) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(value);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
