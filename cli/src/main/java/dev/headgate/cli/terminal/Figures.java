package dev.headgate.cli.terminal;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;

/** Figures as people read them, always with their unit, never with a false precision. */
public final class Figures {
    /** Stands where there is nothing to show. */
    public static final String NONE = "–";

    private static final double MICROS_PER_MILLI = 1_000;
    private static final double MICROS_PER_SECOND = 1_000_000;

    private Figures() {}

    /** A whole number in groups of three: {@code 12 345}. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number).replace(',', ' ');
    }

    /** A share of 1 as percent with one decimal, two below 1 %: {@code 12.4%}, {@code 0.25%}. */
    public static String share(OptionalDouble share) {
        return share.isEmpty() ? NONE : share(share.getAsDouble());
    }

    private static String share(double share) {
        double percent = share * 100;
        if (percent == 0 || percent == 100) {
            return String.format(Locale.ROOT, "%.0f%%", percent);
        }
        return String.format(Locale.ROOT, percent < 1 ? "%.2f%%" : "%.1f%%", percent);
    }

    /** A latency given in microseconds, in the unit that suits it: {@code 850 µs}, {@code 8.1 ms}, {@code 1.24 s}. */
    public static String latency(OptionalDouble micros) {
        return micros.isEmpty() ? NONE : latency(micros.getAsDouble());
    }

    private static String latency(double micros) {
        if (micros < MICROS_PER_MILLI) {
            return String.format(Locale.ROOT, "%.0f µs", micros);
        }
        if (micros < MICROS_PER_SECOND) {
            double millis = micros / MICROS_PER_MILLI;
            return String.format(Locale.ROOT, millis < 100 ? "%.1f ms" : "%.0f ms", millis);
        }
        return String.format(Locale.ROOT, "%.2f s", micros / MICROS_PER_SECOND);
    }

    /** A rate per second: {@code 59.8}. */
    public static String rate(double perSecond) {
        return String.format(Locale.ROOT, perSecond < 100 ? "%.1f" : "%.0f", perSecond);
    }

    /** A time that passed: {@code 132 ms}, {@code 4.2 s}, {@code 2 min 05 s}. */
    public static String elapsed(Duration duration) {
        long millis = duration.toMillis();
        if (Math.abs(millis) < 1_000) {
            return millis + " ms";
        }
        long seconds = duration.toSeconds();
        return Math.abs(seconds) < 60
                ? seconds(duration)
                : String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
    }

    /** A time that passed, always in seconds with one decimal, so that a column of them compares: {@code 0.1 s}. */
    public static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1_000.0);
    }
}
