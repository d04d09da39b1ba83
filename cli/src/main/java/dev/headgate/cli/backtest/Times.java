package dev.headgate.cli.backtest;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads times as files have them: seconds, milliseconds, microseconds or nanoseconds since 1970-01-01 UTC, told apart by
 * their size; ISO 8601 with {@code T} or a blank, in UTC where there is no offset; and as access logs write them,
 * {@code 22/Nov/2026:09:30:00 +0000}.
 */
public final class Times {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,19}(\\.\\d{1,9})?");
    private static final DateTimeFormatter ACCESS_LOG =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH);
    private static final double LARGEST_SECONDS = 1e11;
    private static final double LARGEST_MILLIS = 1e14;
    private static final double LARGEST_MICROS = 1e17;

    private Times() {}

    /**
     * The time in milliseconds since 1970-01-01 UTC.
     *
     * @throws IllegalArgumentException if the text is none of these forms
     */
    public static long millis(String text) {
        String time = text.strip();
        if (NUMBER.matcher(time).matches()) {
            return ofNumber(time);
        }
        try {
            if (time.indexOf('/') > 0) {
                return OffsetDateTime.parse(time.replaceAll("[\\[\\]]", ""), ACCESS_LOG)
                        .toInstant()
                        .toEpochMilli();
            }
            return ofIso(time.replace(' ', 'T')).toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    "expected a time as 2026-11-22T09:30:00Z, or seconds or milliseconds since 1970, found \"" + text
                            + "\"",
                    e);
        }
    }

    private static Instant ofIso(String time) {
        int zone = Math.max(time.indexOf('Z'), Math.max(time.indexOf('+'), time.lastIndexOf('-')));
        return zone > time.indexOf('T')
                ? OffsetDateTime.parse(time).toInstant()
                : LocalDateTime.parse(time).toInstant(ZoneOffset.UTC);
    }

    private static long ofNumber(String time) {
        double size = Double.parseDouble(time);
        if (size < LARGEST_SECONDS) {
            return new BigDecimal(time).movePointRight(3).longValue();
        }
        long whole = new BigDecimal(time).longValue();
        if (size < LARGEST_MILLIS) {
            return whole;
        }
        return size < LARGEST_MICROS ? whole / 1_000 : whole / 1_000_000;
    }
}
