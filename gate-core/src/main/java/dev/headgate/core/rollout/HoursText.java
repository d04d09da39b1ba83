package dev.headgate.core.rollout;

import dev.headgate.schemas.model.WeeklyHours;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Hours of the week as a policy writes them. */
final class HoursText {

    private HoursText() {}

    /** All of them, one after the other. */
    static String of(List<WeeklyHours> hours) {
        return hours.stream().map(HoursText::of).collect(Collectors.joining(", "));
    }

    private static String of(WeeklyHours hours) {
        return days(hours) + " " + hours.from() + "-" + hours.to() + " " + zone(hours);
    }

    private static String zone(WeeklyHours hours) {
        return hours.zone().getId().equals("Z") ? "UTC" : hours.zone().getId();
    }

    /** Days that follow each other as a stretch. */
    private static String days(WeeklyHours hours) {
        List<String> parts = new ArrayList<>();
        List<DayOfWeek> days = hours.days().stream().sorted().toList();
        for (int first = 0; first < days.size(); ) {
            int last = first;
            while (last + 1 < days.size()
                    && days.get(last + 1) == days.get(last).plus(1)) {
                last++;
            }
            parts.add(first == last ? name(days.get(first)) : name(days.get(first)) + "-" + name(days.get(last)));
            first = last + 1;
        }
        return String.join(",", parts);
    }

    private static String name(DayOfWeek day) {
        return day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
    }
}
