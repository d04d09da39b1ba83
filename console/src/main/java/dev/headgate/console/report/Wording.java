package dev.headgate.console.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Times and figures as people read them; the same on every machine. */
final class Wording {

    private static final DateTimeFormatter AT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final MathContext DIGITS = new MathContext(3);
    private static final String NONE = "–";

    private Wording() {}

    static String at(Instant instant) {
        return AT.format(instant);
    }

    static String at(Optional<Instant> instant) {
        return instant.map(Wording::at).orElse(NONE);
    }

    /** From one instant to another, the day once where it is the same. */
    static String stretch(Instant from, Instant to) {
        return day(from).equals(day(to))
                ? day(from) + " " + clock(from) + " to " + clock(to) + " UTC"
                : at(from) + " to " + at(to);
    }

    static String day(Instant instant) {
        return DAY.format(instant);
    }

    static String clock(Instant instant) {
        return CLOCK.format(instant);
    }

    static String took(Optional<Duration> time) {
        return time.map(Wording::took).orElse(NONE);
    }

    /** With the two largest units that it has. */
    static String took(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < 1) {
            return time.toMillis() + " ms";
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3_600) {
            return two(seconds, 60, "min", 1, "s");
        }
        return seconds < 86_400 ? two(seconds, 3_600, "h", 60, "min") : two(seconds, 86_400, "d", 3_600, "h");
    }

    static String share(OptionalDouble ratio) {
        return ratio.isPresent() ? share(ratio.getAsDouble()) : NONE;
    }

    static String share(double ratio) {
        return number(ratio * 100) + " %";
    }

    static String number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return NONE;
        }
        BigDecimal exact = BigDecimal.valueOf(value);
        BigDecimal rounded = exact.abs().compareTo(BigDecimal.valueOf(100)) >= 0
                ? exact.setScale(0, RoundingMode.HALF_UP)
                : exact.round(DIGITS);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    /** A value in a verdict's unit. */
    static String value(OptionalDouble value, String unit) {
        return value.isPresent() ? value(value.getAsDouble(), unit) : NONE;
    }

    static String value(double value, String unit) {
        return switch (unit) {
            case "ratio" -> share(value);
            case "us" -> millis(value / 1_000);
            case "per-second" -> number(value) + "/s";
            case "seconds" -> number(value) + " s";
            case "times" -> number(value) + " ×";
            case "number", "" -> number(value);
            default -> number(value) + " " + unit;
        };
    }

    static String millis(double millis) {
        return millis >= 1_000 ? number(millis / 1_000) + " s" : number(millis) + " ms";
    }

    static String count(long count, String one) {
        return count + " " + one + (count == 1 ? "" : "s");
    }

    static String sentence(String text) {
        return text.isEmpty() || ".!?".indexOf(text.charAt(text.length() - 1)) >= 0 ? text : text + ".";
    }

    private static String two(long seconds, long large, String largeName, long small, String smallName) {
        long rest = seconds % large / small;
        return seconds / large + " " + largeName + (rest == 0 ? "" : " " + rest + " " + smallName);
    }
}
