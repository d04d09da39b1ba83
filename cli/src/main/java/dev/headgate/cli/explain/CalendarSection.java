package dev.headgate.cli.explain;

import dev.headgate.cli.explain.Explanation.Item;
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
        Duration shortest = shortest(policy);
        items.add(new Item(
                "The next hours, and until when a start fits (the stages take " + Words.time(shortest) + " at least):",
                Hours.next(calendar.allow(), now, NEXT).stream()
                        .map(span -> span(span, shortest))
                        .toList()));
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

    private static String span(Hours.Span span, Duration shortest) {
        String words = DAY_AND_TIME.format(span.from()) + " to " + TIME.format(span.to());
        return shortest.compareTo(span.length()) > 0
                ? words + ": too short for all stages"
                : words + ": start by " + TIME.format(span.to().minus(shortest));
    }
}
