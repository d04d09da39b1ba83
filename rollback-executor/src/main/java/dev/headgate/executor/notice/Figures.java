package dev.headgate.executor.notice;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.OptionalDouble;

/** Figures as people write them. */
final class Figures {

    private static final double MICROS_PER_MILLI = 1_000;
    private static final double MICROS_PER_SECOND = 1_000_000;

    private Figures() {}

    /** A verdict's figure in its unit; empty if there is none. */
    static String text(OptionalDouble figure, String unit) {
        return figure.isPresent() && Double.isFinite(figure.getAsDouble()) ? text(figure.getAsDouble(), unit) : "";
    }

    private static String text(double figure, String unit) {
        return switch (unit) {
            case "ratio" -> plain(figure * 100) + " %";
            case "us" ->
                figure < MICROS_PER_SECOND
                        ? plain(figure / MICROS_PER_MILLI) + " ms"
                        : plain(figure / MICROS_PER_SECOND) + " s";
            case "per-second" -> plain(figure) + "/s";
            case "seconds" -> plain(figure) + " s";
            case "times" -> plain(figure) + " times";
            case "bytes" -> plain(figure) + " bytes";
            default -> plain(figure);
        };
    }

    /** A duration to the second, as {@code 2 d 3 h}, {@code 4 m 5 s} or {@code 0.3 s}. */
    static String text(Duration duration) {
        if (duration.compareTo(Duration.ofMinutes(1)) < 0) {
            return plain(duration.toMillis() / 1_000.0) + " s";
        }
        if (duration.compareTo(Duration.ofHours(1)) < 0) {
            return duration.toMinutes() + " m " + duration.toSecondsPart() + " s";
        }
        return duration.compareTo(Duration.ofDays(1)) < 0
                ? duration.toHours() + " h " + duration.toMinutesPart() + " m"
                : duration.toDays() + " d " + duration.toHoursPart() + " h";
    }

    private static String plain(double figure) {
        BigDecimal rounded = new BigDecimal(figure).round(new MathContext(3));
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
