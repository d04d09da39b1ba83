package dev.headgate.core.rollout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Times as people read them. */
final class Times {

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

    private static void add(List<String> parts, long count, String unit) {
        if (count > 0) {
            parts.add(count + " " + unit);
        }
    }
}
