package dev.headgate.core.rollout;

import dev.headgate.schemas.model.WeeklyHours;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * When hours of the week are. It is within them whenever the clock of their place shows so: hours that the clock leaves out
 * are left out, those that it shows twice are there twice. Immutable.
 */
final class CalendarHours {

    /** Whatever comes back every week is met within this time, even if a clock that is changed leaves it out once. */
    private static final int DAYS_AHEAD = 16;

    /** Hours that go on for so long go on for ever. */
    private static final Duration ALWAYS = Duration.ofDays(8);

    private final List<WeeklyHours> hours;

    CalendarHours(List<WeeklyHours> hours) {
        this.hours = List.copyOf(hours);
    }

    /** A half-open stretch of time. */
    record Span(Instant from, Instant to) {

        boolean contains(Instant instant) {
            return !instant.isBefore(from) && instant.isBefore(to);
        }

        boolean isEmpty() {
            return !from.isBefore(to);
        }

        Duration length() {
            return Duration.between(from, to);
        }
    }

    /** Whether an instant is within them. */
    boolean open(Instant at) {
        return hours.stream().anyMatch(each -> open(each, LocalDateTime.ofInstant(at, each.zone())));
    }

    /** When it is next within them, which may be at once; empty if that will not be. */
    Optional<Instant> opening(Instant from) {
        return fit(from, Duration.ZERO);
    }

    /** When the hours are over that an instant is within; empty if it is within none, or if they never end. */
    Optional<Instant> closing(Instant at) {
        return spans(at).stream()
                .filter(span -> span.contains(at))
                .map(Span::to)
                .filter(to -> Duration.between(at, to).compareTo(ALWAYS) < 0)
                .findFirst();
    }

    /** When something that takes so long can next be begun, to be over within one stretch of them; empty if never. */
    Optional<Instant> fit(Instant from, Duration length) {
        return spans(from).stream()
                .filter(span -> span.to().isAfter(from))
                .map(span -> new Span(span.from().isBefore(from) ? from : span.from(), span.to()))
                .filter(span ->
                        span.length().compareTo(length) >= 0 || span.length().compareTo(ALWAYS) >= 0)
                .map(Span::from)
                .findFirst();
    }

    /** When it is next otherwise than now, within them or not; empty if that will not be. */
    Optional<Instant> change(Instant after) {
        return open(after) ? closing(after) : opening(after);
    }

    private static boolean open(WeeklyHours each, LocalDateTime local) {
        LocalTime time = local.toLocalTime();
        boolean sameDay = each.days().contains(local.getDayOfWeek());
        if (each.from().isBefore(each.to())) {
            return sameDay && !time.isBefore(each.from()) && time.isBefore(each.to());
        }
        boolean dayBefore = each.days().contains(local.getDayOfWeek().minus(1));
        return (sameDay && !time.isBefore(each.from())) || (dayBefore && time.isBefore(each.to()));
    }

    /** The stretches around and after an instant, none touching another, in order. */
    private List<Span> spans(Instant around) {
        List<Span> each = hours.stream()
                .flatMap(weekly -> spans(weekly, around).stream())
                .sorted(Comparator.comparing(Span::from).thenComparing(Span::to))
                .toList();
        List<Span> joined = new ArrayList<>();
        for (Span span : each) {
            int last = joined.size() - 1;
            if (last >= 0 && !span.from().isAfter(joined.get(last).to())) {
                Span before = joined.get(last);
                joined.set(last, new Span(before.from(), later(before.to(), span.to())));
            } else {
                joined.add(span);
            }
        }
        return joined;
    }

    private static List<Span> spans(WeeklyHours weekly, Instant around) {
        ZoneRules rules = weekly.zone().getRules();
        LocalDate today = LocalDate.ofInstant(around, weekly.zone());
        List<Span> spans = new ArrayList<>();
        for (LocalDate day = today.minusDays(2); day.isBefore(today.plusDays(DAYS_AHEAD)); day = day.plusDays(1)) {
            if (weekly.days().contains(day.getDayOfWeek())) {
                boolean overnight = !weekly.from().isBefore(weekly.to());
                LocalDateTime from = day.atTime(weekly.from());
                LocalDateTime to = day.plusDays(overnight ? 1 : 0).atTime(weekly.to());
                spans.addAll(spans(from, to, rules));
            }
        }
        return spans;
    }

    /** What the clock shows as one stretch, in time: cut where the clock is changed. */
    private static List<Span> spans(LocalDateTime from, LocalDateTime to, ZoneRules rules) {
        Instant start = from.toInstant(ZoneOffset.UTC).minus(Duration.ofDays(1));
        Instant end = to.toInstant(ZoneOffset.UTC).plus(Duration.ofDays(1));
        List<Span> spans = new ArrayList<>();
        Instant begins = start;
        while (begins.isBefore(end)) {
            ZoneOffset offset = rules.getOffset(begins);
            ZoneOffsetTransition next = rules.nextTransition(begins);
            Instant ends = next == null || next.getInstant().isAfter(end) ? end : next.getInstant();
            Span shown = new Span(later(from.toInstant(offset), begins), earlier(to.toInstant(offset), ends));
            if (!shown.isEmpty()) {
                spans.add(shown);
            }
            begins = ends;
        }
        return spans;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
