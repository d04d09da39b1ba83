package dev.headgate.it.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Times that were measured, and what stands in a table of them. */
public final class Times {

    private final List<Long> nanos = new ArrayList<>();

    /** Adds one, nanoseconds. */
    public void add(long time) {
        nanos.add(time);
    }

    /** How many there are. */
    public int count() {
        return nanos.size();
    }

    /** The median, in milliseconds with one decimal. */
    public String median() {
        return millis(medianNanos());
    }

    /** The time that 99 of 100 do not exceed, in milliseconds with one decimal. */
    public String p99() {
        List<Long> sorted = nanos.stream().sorted().toList();
        return millis(sorted.get((int) Math.ceil(sorted.size() * 0.99) - 1));
    }

    /** The longest, in milliseconds with one decimal. */
    public String longest() {
        return millis(nanos.stream().mapToLong(Long::longValue).max().orElseThrow());
    }

    /** How many times another median the median is. */
    public String times(Times other) {
        return String.format(Locale.ROOT, "%.1f", (double) medianNanos() / other.medianNanos());
    }

    private long medianNanos() {
        List<Long> sorted = nanos.stream().sorted().toList();
        return (sorted.get(sorted.size() / 2) + sorted.get((sorted.size() - 1) / 2)) / 2;
    }

    private static String millis(long time) {
        return String.format(Locale.ROOT, "%.1f", time / 1e6);
    }
}
