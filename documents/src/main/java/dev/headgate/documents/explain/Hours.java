package dev.headgate.documents.explain;

import dev.headgate.schemas.model.WeeklyHours;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Hours of a week, in words and as the next times on the clock. */
final class Hours {
    private static final int DAYS_AHEAD = 15;

    private Hours() {}

    /**
     * One of the times in which something is allowed.
     *
     * @param from its beginning, by the clock of its place
     * @param to its end
     */
    record Span(ZonedDateTime from, ZonedDateTime to) {
        Duration length() {
            return Duration.between(from, to);
        }
    }

    /** {@code Sun 02:00-04:00 UTC}, {@code Mon-Fri 09:00-17:00 Europe/Berlin}. */
    static String words(WeeklyHours hours) {
        return days(hours) + " " + hours.from() + "-" + hours.to() + " "
                + hours.zone().getId();
    }

    /** The next times, the one that is under way among them. */
    static List<Span> next(List<WeeklyHours> hours, Instant now, int most) {
        return hours.stream()
                .flatMap(each -> spans(each, now))
                .filter(span -> span.to().toInstant().isAfter(now))
                .sorted(Comparator.comparing((Span span) -> span.from().toInstant()))
                .limit(most)
                .toList();
    }

    private static Stream<Span> spans(WeeklyHours hours, Instant now) {
        LocalDate today = now.atZone(hours.zone()).toLocalDate();
        List<Span> spans = new ArrayList<>();
        for (int i = -1; i < DAYS_AHEAD; i++) {
            LocalDate day = today.plusDays(i);
            if (hours.days().contains(day.getDayOfWeek())) {
                boolean overMidnight = !hours.to().isAfter(hours.from());
                spans.add(new Span(
                        day.atTime(hours.from()).atZone(hours.zone()),
                        day.plusDays(overMidnight ? 1 : 0).atTime(hours.to()).atZone(hours.zone())));
            }
        }
        return spans.stream();
    }

    private static String days(WeeklyHours hours) {
        List<DayOfWeek> days = hours.days().stream().sorted().toList();
        int first = days.get(0).getValue();
        boolean row = days.size() > 2 && days.get(days.size() - 1).getValue() - first == days.size() - 1;
        return row
                ? day(days.get(0)) + "-" + day(days.get(days.size() - 1))
                : String.join(",", days.stream().map(Hours::day).toList());
    }

    private static String day(DayOfWeek day) {
        return day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
    }
}
