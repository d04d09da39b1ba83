package dev.headgate.documents;

import dev.headgate.schemas.model.WeeklyHours;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The longest time at a stretch that weekly hours allow, whatever the season. */
final class LongestWindow {

    /** Days of winter and of summer: clocks of different places are apart by a different time in each. */
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

    /** From when to when, seconds since 1970-01-01 UTC. */
    private record Span(long from, long to) {}

    private static List<Span> spans(List<WeeklyHours> allowed, LocalDate beginning) {
        List<Span> spans = new ArrayList<>();
        for (WeeklyHours hours : allowed) {
            for (DayOfWeek day : hours.days()) {
                LocalDate first = beginning.with(TemporalAdjusters.nextOrSame(day));
                for (int week = 0; week < WEEKS; week++) {
                    spans.add(span(hours, first.plusWeeks(week)));
                }
            }
        }
        spans.sort(Comparator.comparingLong(Span::from));
        return spans;
    }

    private static Span span(WeeklyHours hours, LocalDate date) {
        boolean nextDay = !hours.to().isAfter(hours.from());
        return new Span(
                date.atTime(hours.from()).atZone(hours.zone()).toEpochSecond(),
                date.plusDays(nextDay ? 1 : 0)
                        .atTime(hours.to())
                        .atZone(hours.zone())
                        .toEpochSecond());
    }

    private static Duration longest(List<Span> spans) {
        long longest = 0;
        long from = 0;
        long to = 0;
        for (Span span : spans) {
            from = span.from() <= to ? from : span.from();
            to = Math.max(to, span.to());
            longest = Math.max(longest, to - from);
        }
        boolean endless = longest > Duration.ofDays(8).toSeconds();
        return endless ? Quantities.LONGEST : Duration.ofSeconds(longest);
    }
}
