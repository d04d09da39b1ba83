package dev.headgate.cli.init;

import java.time.Duration;
import java.util.Locale;

/** Figures as somebody would write them into a policy: rounded up to two digits, in the unit that suits. */
final class Rounded {
    private static final long[] MINUTES = {15, 30, 45, 60, 120, 240, 360, 480, 720, 1440, 2880};
    private static final long[] SECONDS = {30, 60, 120, 300, 600, 1200, 1800};

    private Rounded() {}

    /** A latency: {@code 250ms}, {@code 1.2s}. */
    static String latency(double micros) {
        double rounded = up(micros);
        if (rounded < 1_000) {
            return plain(rounded) + "us";
        }
        return rounded < 1_000_000 ? plain(rounded / 1_000) + "ms" : plain(rounded / 1_000_000) + "s";
    }

    /** A share: {@code 0.55%}. */
    static String percent(double share) {
        return plain(up(share * 100)) + "%";
    }

    /** Points of a rate: {@code 0.2}. */
    static String points(double points) {
        return plain(points * 100);
    }

    /** The next hold that a person would choose. */
    static Duration hold(Duration time) {
        return Duration.ofMinutes(next(MINUTES, (time.toSeconds() + 59) / 60));
    }

    /** The next short time that a person would choose. */
    static Duration shortTime(double seconds) {
        return Duration.ofSeconds(next(SECONDS, (long) Math.ceil(seconds)));
    }

    /** A time in one unit: {@code 30m}, {@code 2h}, {@code 90s}. */
    static String time(Duration time) {
        if (time.toSeconds() % 3600 == 0) {
            return time.toHours() + "h";
        }
        return time.toSeconds() % 60 == 0 ? time.toMinutes() + "m" : time.toSeconds() + "s";
    }

    /** Two digits, never less than it was. */
    private static double up(double value) {
        if (value <= 0) {
            return 0;
        }
        double unit = Math.pow(10, Math.floor(Math.log10(value)) - 1);
        return Math.ceil(value / unit - 1e-9) * unit;
    }

    private static String plain(double value) {
        String digits = String.format(Locale.ROOT, "%.4f", value);
        return digits.replaceAll("0+$", "").replaceAll("\\.$", "");
    }

    private static long next(long[] steps, long least) {
        for (long step : steps) {
            if (step >= least) {
                return step;
            }
        }
        return steps[steps.length - 1];
    }
}
