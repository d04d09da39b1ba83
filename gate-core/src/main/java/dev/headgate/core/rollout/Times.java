package dev.headgate.core.rollout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Times, as people read them in sentences and as they write them in policies. */
final class Times {

    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private Times() {}

    /** Days to seconds, the two largest that matter: {@code 2 d 3 h}, {@code 1 h 45 min}, {@code 40 s}. */
    static String text(Duration time) {
        List<String> parts = new ArrayList<>();
        add(parts, time.toDays(), "d");
        add(parts, time.toHoursPart(), "h");
        add(parts, time.toMinutesPart(), "min");
        add(parts, time.toSecondsPart(), "s");
        return parts.isEmpty() ? "0 s" : String.join(" ", parts.subList(0, Math.min(2, parts.size())));
    }

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

    private static void add(List<String> parts, long count, String unit) {
        if (count > 0) {
            parts.add(count + " " + unit);
        }
    }
}
