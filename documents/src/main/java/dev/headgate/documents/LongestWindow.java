package dev.headgate.documents;

import dev.headgate.schemas.model.WeeklyHours;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The longest time at a stretch that weekly hours allow, whatever the season. */
final class LongestWindow {

    /** Two weeks of winter and two of summer: clocks of different places are apart by a different time in each. */
    private static final List<LocalDate> BEGINNINGS = List.of(LocalDate.of(2026, 1, 12), LocalDate.of(2026, 7, 13));

    private static final int WEEKS = 3;

    private LongestWindow() {}

    /** At most a year: hours without a gap never end. */
    static Duration of(List<WeeklyHours> allowed) {
        return BEGINNINGS.stream()
                .map(beginning -> longest(spans(allowed, beginning)))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    private record Span(Instant from, Instant to) {}

    private static List<Span> spans(List<WeeklyHours> allowed, LocalDate beginning) {
        List<Span> spans = new ArrayList<>();
        for (WeeklyHours hours : allowed) {
            for (DayOfWeek day : hours.days()) {
                LocalDate first = beginning.with(TemporalAdjusters.nextOrSame(day));
                for (int week = 0; week < WEEKS; week++) {
                    LocalDate date = first.plusWeeks(week);
                    ZonedDateTime from = date.atTime(hours.from()).atZone(hours.zone());
                    boolean nextDay = !hours.to().isAfter(hours.from());
                    ZonedDateTime to =
                            date.plusDays(nextDay ? 1 : 0).atTime(hours.to()).atZone(hours.zone());
                    spans.add(new Span(from.toInstant(), to.toInstant()));
                }
            }
        }
        spans.sort(Comparator.comparing(Span::from));
        return spans;
    }

    private static Duration longest(List<Span> spans) {
        Duration longest = Duration.ZERO;
        Instant from = Instant.MIN;
        Instant to = Instant.MIN;
        for (Span span : spans) {
            boolean joins = !span.from().isAfter(to);
            from = joins ? from : span.from();
            to = joins && to.isAfter(span.to()) ? to : span.to();
            Duration length = Duration.between(from, to);
            longest = length.compareTo(longest) > 0 ? length : longest;
        }
        return longest.compareTo(Duration.ofDays(8)) > 0 ? Quantities.LONGEST : longest;
    }
}
