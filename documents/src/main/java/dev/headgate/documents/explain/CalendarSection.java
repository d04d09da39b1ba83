package dev.headgate.documents.explain;

import dev.headgate.documents.explain.Explanation.Item;
import dev.headgate.schemas.model.Calendar;
import dev.headgate.schemas.model.Effect;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** When it may start and advance, with the next times. */
final class CalendarSection {
    private static final int NEXT = 3;
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm VV", Locale.ENGLISH);

    private CalendarSection() {}

    static List<Item> items(Policy policy, Calendar calendar, Instant now) {
        List<Item> items = new ArrayList<>();
        items.add(new Item("It starts and advances only "
                + Words.and(calendar.allow().stream().map(Hours::words).toList())
                + ". A rollback is made at any time."));
        List<Hours.Span> next = Hours.next(calendar.allow(), now, NEXT);
        Duration whole = shortest(policy);
        Duration needed = needed(policy, next);
        items.add(new Item(
                "The next hours" + needed(whole, needed) + ":",
                next.stream().map(span -> span(span, needed)).toList()));
        Response closing = calendar.onWindowClose();
        items.add(new Item("When the hours end while it is below its full weight it "
                + (closing.effect() == Effect.HOLD
                        ? "stays where it is and goes on in the next hours"
                        : ResponseWords.of(closing))
                + "."));
        return items;
    }

    /** How long the stages take at least, all together, the last watch included. */
    static Duration shortest(Policy policy) {
        return policy.stages().stream().map(Timeline::shortest).reduce(Duration.ZERO, Duration::plus);
    }

    /** As the gate has it: all stages, else those before the last, else any start fits that is within the hours. */
    private static Duration needed(Policy policy, List<Hours.Span> spans) {
        Duration whole = shortest(policy);
        Duration shifting = whole.minus(
                Timeline.shortest(policy.stages().get(policy.stages().size() - 1)));
        return Stream.of(whole, shifting)
                .filter(time -> spans.stream().anyMatch(span -> time.compareTo(span.length()) <= 0))
                .findFirst()
                .orElse(Duration.ZERO);
    }

    private static String needed(Duration whole, Duration needed) {
        if (needed.isZero()) {
            return "; the stages take " + Words.time(whole)
                    + " at least, which is longer than any of them: a start within"
                    + " them is taken, and it goes on in the next ones";
        }
        return ", and until when a start is taken ("
                + (needed.equals(whole) ? "the stages" : "the stages before the last") + " take " + Words.time(needed)
                + " at least)";
    }

    private static String span(Hours.Span span, Duration needed) {
        String words = DAY_AND_TIME.format(span.from()) + " to " + TIME.format(span.to());
        if (needed.isZero()) {
            return words;
        }
        return needed.compareTo(span.length()) > 0
                ? words + ": too short"
                : words + ": start by " + TIME.format(span.to().minus(needed));
    }
}
