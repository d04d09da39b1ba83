package dev.headgate.core.judge;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;

/** Numbers with their units as people read them, the same on every machine and in every locale. */
final class Numbers {

    private Numbers() {}

    /** A share of 0 to 1: {@code 31.2 %}, {@code 0.5 %}. */
    static String percent(double ratio) {
        return rounded(ratio * 100) + " %";
    }

    /** A share of 0 to 1 without rounding: {@code 99.999 %}. */
    static String exactPercent(double ratio) {
        return plain(BigDecimal.valueOf(ratio).movePointRight(2)) + " %";
    }

    /** A quantile's name: {@code p95}, {@code p99.99}. */
    static String quantile(double quantile) {
        return "p" + plain(BigDecimal.valueOf(quantile).movePointRight(2));
    }

    /** A latency: {@code 850 us}, {@code 41.3 ms}, {@code 1.26 s}. */
    static String micros(double micros) {
        if (micros < 1_000) {
            return rounded(micros) + " us";
        }
        return micros < 1_000_000 ? rounded(micros / 1_000) + " ms" : rounded(micros / 1_000_000) + " s";
    }

    /** A size: {@code 850 bytes}, {@code 41.3 kB}, {@code 1.26 GB}. */
    static String bytes(double bytes) {
        double size = Math.abs(bytes);
        if (size < 1e3) {
            return rounded(bytes) + " bytes";
        }
        if (size < 1e6) {
            return rounded(bytes / 1e3) + " kB";
        }
        return size < 1e9 ? rounded(bytes / 1e6) + " MB" : rounded(bytes / 1e9) + " GB";
    }

    /** A time: {@code 2.5 s}, {@code 10 s}, {@code 5 min}, {@code 1 h}. */
    static String time(Duration time) {
        long seconds = time.toSeconds();
        boolean whole = time.toMillis() % 1_000 == 0;
        if (whole && seconds >= 3_600 && seconds % 3_600 == 0) {
            return seconds / 3_600 + " h";
        }
        if (whole && seconds >= 120 && seconds % 60 == 0) {
            return seconds / 60 + " min";
        }
        return plain(BigDecimal.valueOf(time.toMillis()).movePointLeft(3)) + " s";
    }

    /** At most three significant digits, but never fewer than there are before the point. */
    static String rounded(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return "no number";
        }
        BigDecimal exact = BigDecimal.valueOf(value);
        int before = exact.precision() - exact.scale();
        return plain(exact.round(new MathContext(Math.max(3, before), RoundingMode.HALF_UP)));
    }

    private static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
