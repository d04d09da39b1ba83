package dev.headgate.cli.assess;

import java.util.Locale;

/** Times as people read them: {@code 45 s}, {@code 2 min 05 s}, {@code 3 h 20 min}. */
final class Times {
    private static final long MINUTE = 60;
    private static final long HOUR = 3_600;

    private Times() {}

    static String of(long seconds) {
        if (seconds < MINUTE) {
            return seconds + " s";
        }
        return seconds < HOUR
                ? two(seconds / MINUTE, "min", seconds % MINUTE, "s")
                : two(seconds / HOUR, "h", seconds % HOUR / MINUTE, "min");
    }

    private static String two(long large, String unit, long small, String smaller) {
        return small == 0
                ? large + " " + unit
                : String.format(Locale.ROOT, "%d %s %02d %s", large, unit, small, smaller);
    }
}
