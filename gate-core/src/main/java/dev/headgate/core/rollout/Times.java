package dev.headgate.core.rollout;

import java.time.Duration;

/** Times as people write them in policies. */
final class Times {

    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private Times() {}

    /** In the largest unit of which it is a whole number: {@code 90s}, {@code 10m}, {@code 2h}, {@code 3d}. */
    static String words(Duration time) {
        long seconds = time.toSeconds();
        if (time.toMillis() != seconds * 1000) {
            return time.toMillis() + "ms";
        }
        if (seconds == 0 || seconds % MINUTE != 0) {
            return seconds + "s";
        }
        if (seconds % HOUR != 0) {
            return seconds / MINUTE + "m";
        }
        return seconds % DAY != 0 ? seconds / HOUR + "h" : seconds / DAY + "d";
    }
}
