package dev.headgate.console.model;

import dev.headgate.schemas.codec.CodecException;
import dev.headgate.schemas.codec.DeadLetterCause;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/**
 * Where something stands among others of its sort: a text that sorts by time, and by what tells two of the same time apart. It
 * stays what it is, so that pages go on where they ended whatever is written meanwhile.
 */
final class Place {

    private Place() {}

    /** Microseconds since 1970-01-01 UTC; the furthest there are for what is further away. */
    static long micros(Instant at) {
        try {
            return ChronoUnit.MICROS.between(Instant.EPOCH, at);
        } catch (ArithmeticException e) {
            return at.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    /**
     * The same of a time that a record tells.
     *
     * @throws CodecException if it is further away than can be kept
     */
    static long micros(String field, Instant at) {
        long micros = micros(at);
        if (micros == Long.MIN_VALUE || micros == Long.MAX_VALUE) {
            throw new CodecException(
                    DeadLetterCause.INVALID_VALUE,
                    field + ": expected an instant within 290000 years of 1970, found " + at);
        }
        return micros;
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /** Of a record of the log at a time. */
    static String of(Instant at, LogRecord record) {
        return of(at, "%04x%016x".formatted(record.partition(), record.offset()));
    }

    /** Of what is named alone by a text. */
    static String of(Instant at, String name) {
        return first(at) + "-" + name;
    }

    /** What stands before everything of a time, and behind all that is earlier; what was before 1970 stands at 1970. */
    static String first(Instant at) {
        return "%016x".formatted(Math.max(0, micros(at)));
    }

    /** Of a record's place what says where it stands in the log: of one partition that sorts by arrival, whatever times they tell. */
    static String arrival(String place) {
        return place.substring(place.indexOf('-') + 1);
    }

    /** As others are given it, to bring it again with the same question. */
    static String cursor(char sort, String place) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((sort + place).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The place of a cursor.
     *
     * @throws UnusableCursor if it is none of that sort
     */
    static String of(char sort, String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (text.length() > 1 && text.charAt(0) == sort) {
                return text.substring(1);
            }
        } catch (IllegalArgumentException e) {
            // What is no Base64 is told as what is none of ours.
        }
        throw new UnusableCursor(cursor);
    }
}
