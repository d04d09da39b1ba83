package dev.headgate.cli.accesslog;

import dev.headgate.cli.accesslog.RequestMapping.Why;
import dev.headgate.cli.terminal.Figures;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** How many lines became what. Thread-safe. */
public final class Tally {

    private final AtomicLong published = new AtomicLong();
    private final AtomicLong unreadable = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final Map<Why, AtomicLong> leftOut = new EnumMap<>(Why.class);

    /** Nothing yet. */
    public Tally() {
        for (Why why : Why.values()) {
            leftOut.put(why, new AtomicLong());
        }
    }

    void published(long more) {
        published.addAndGet(more);
    }

    long unreadable(long more) {
        return unreadable.addAndGet(more);
    }

    long leftOut(Why why, long more) {
        return of(why).addAndGet(more);
    }

    void dropped() {
        dropped.incrementAndGet();
    }

    void lost(long more) {
        lost.addAndGet(more);
    }

    private AtomicLong of(Why why) {
        AtomicLong counter = leftOut.get(why);
        if (counter == null) {
            throw new IllegalStateException("no counter for " + why);
        }
        return counter;
    }

    /** All that there is to say, in a line. */
    public String words() {
        StringBuilder words = new StringBuilder(Figures.count(published.get())).append(" requests published");
        append(words, unreadable.get(), "lines unreadable");
        leftOut.forEach((why, count) -> append(words, count.get(), why.words()));
        append(words, dropped.get(), "lines dropped because Kafka was too slow");
        append(words, lost.get(), "requests that Kafka did not take");
        return words.toString();
    }

    private static void append(StringBuilder words, long count, String what) {
        if (count > 0) {
            words.append(", ").append(Figures.count(count)).append(' ').append(what);
        }
    }
}
