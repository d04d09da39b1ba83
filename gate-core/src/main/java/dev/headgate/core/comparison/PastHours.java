package dev.headgate.core.comparison;

import dev.headgate.core.telemetry.DirtySlots;
import dev.headgate.core.telemetry.RequestSlot;
import dev.headgate.core.telemetry.RequestSlotKey;
import dev.headgate.core.telemetry.Series;
import dev.headgate.core.telemetry.ServiceTelemetry;
import dev.headgate.core.telemetry.Slot;
import dev.headgate.core.telemetry.SlotKey;
import dev.headgate.core.telemetry.WindowFigures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the version that holds a service's traffic did in each clock hour of the last week. Minutes are taken in once they
 * are closed, each by the version with most requests in it. Not thread-safe.
 */
public final class PastHours {

    /** Seconds of an hour, which is also its slots' level. */
    public static final int HOUR = 3_600;

    /** Hours of a week. */
    static final int WEEK = 168;

    private static final int KEPT = WEEK + 2;
    private static final int MINUTE = 60;

    /** Telemetry keeps seconds for little more than two minutes. */
    private static final int REACH_SECONDS = 120;

    private final TreeMap<Hour, HourSum> hours = new TreeMap<>();
    private final TreeSet<Hour> dirty = new TreeSet<>();
    private final List<SlotKey> removed = new ArrayList<>();
    private long nextMinute = Long.MIN_VALUE;

    /** With nothing known yet. */
    public PastHours() {}

    /** An hour of a version, hours since 1970-01-01 UTC. */
    private record Hour(long hour, String version) implements Comparable<Hour> {

        private static final Comparator<Hour> ORDER =
                Comparator.comparingLong(Hour::hour).thenComparing(Hour::version);

        @Override
        public int compareTo(Hour other) {
            return ORDER.compare(this, other);
        }

        RequestSlotKey key() {
            return new RequestSlotKey(Series.of(version), HOUR, (int) Math.floorMod(hour, (long) KEPT));
        }
    }

    /**
     * Goes on where it was.
     *
     * @param next the next minute to take in, minutes since 1970-01-01 UTC; empty if none was taken in
     * @param slots those of hours
     */
    public static PastHours restore(Optional<Long> next, List<Slot> slots) {
        PastHours past = new PastHours();
        past.nextMinute = next.orElse(Long.MIN_VALUE);
        slots.stream()
                .filter(PastHours::isIts)
                .map(RequestSlot.class::cast)
                .forEach(slot -> past.hours.put(
                        new Hour(
                                Math.floorDiv(slot.firstSecond(), (long) HOUR),
                                slot.key().series().version()),
                        HourSum.of(slot)));
        return past;
    }

    /** Whether a slot is one of an hour. */
    public static boolean isIts(Slot slot) {
        return slot instanceof RequestSlot request && request.key().level() == HOUR;
    }

    /** The next minute to take in; empty if none was taken in yet. */
    public Optional<Long> nextMinute() {
        return nextMinute == Long.MIN_VALUE ? Optional.empty() : Optional.of(nextMinute);
    }

    /**
     * Takes in every whole minute that lies before the first second that is not closed.
     *
     * @param leftOut a version that holds traffic on trial only
     */
    public void closeBefore(long second, ServiceTelemetry telemetry, Optional<String> leftOut) {
        if (nextMinute == Long.MIN_VALUE) {
            nextMinute = Math.floorDiv(second, (long) MINUTE) + 1;
        }
        nextMinute = Math.max(nextMinute, Math.floorDiv(second - REACH_SECONDS + MINUTE - 1, (long) MINUTE));
        while ((nextMinute + 1) * MINUTE <= second) {
            take(nextMinute * MINUTE, telemetry, leftOut);
            nextMinute++;
        }
    }

    /** Forgets a version that turned out to be bad. */
    public void forget(String version) {
        List<Hour> bad = hours.keySet().stream()
                .filter(hour -> hour.version().equals(version))
                .toList();
        bad.forEach(this::remove);
    }

    /** What a version did in an hour and the one before, so far. */
    HourSum before(String version, long hour) {
        HourSum sum = new HourSum();
        for (long each = hour - 1; each <= hour; each++) {
            Optional.ofNullable(hours.get(new Hour(each, version))).ifPresent(sum::add);
        }
        return sum;
    }

    /** What the version with most requests in an hour did. */
    HourSum at(long hour) {
        return hours.subMap(new Hour(hour, ""), new Hour(hour + 1, "")).values().stream()
                .max(Comparator.comparingLong(HourSum::requests))
                .orElseGet(HourSum::new);
    }

    /** All hours; nothing of it counts as handed over by {@link #drainDirty()}. */
    public List<Slot> slots() {
        return hours.entrySet().stream()
                .map(entry -> slot(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** What changed since this was last called. */
    public DirtySlots drainDirty() {
        List<Slot> written = new ArrayList<>();
        dirty.forEach(hour -> Optional.ofNullable(hours.get(hour)).ifPresent(sum -> written.add(slot(hour, sum))));
        List<SlotKey> gone = new ArrayList<>(removed);
        gone.removeAll(written.stream().map(Slot::key).toList());
        dirty.clear();
        removed.clear();
        return new DirtySlots(written, gone);
    }

    private void take(long second, ServiceTelemetry telemetry, Optional<String> leftOut) {
        Map<String, WindowFigures> minute = new TreeMap<>();
        telemetry.versions().stream()
                .filter(version -> !leftOut.equals(Optional.of(version)))
                .forEach(
                        version -> minute.put(version, telemetry.figures(Series.of(version), second, second + MINUTE)));
        minute.entrySet().stream()
                .filter(entry -> entry.getValue().requests() > 0)
                .max(Comparator.comparingLong(entry -> entry.getValue().requests()))
                .ifPresent(entry -> add(second, entry.getKey(), entry.getValue()));
    }

    private void add(long second, String version, WindowFigures figures) {
        Hour hour = new Hour(Math.floorDiv(second, (long) HOUR), version);
        if (!hours.containsKey(hour)) {
            hours.values().forEach(HourSum::pack);
            List.copyOf(hours.headMap(new Hour(hour.hour() - KEPT + 1, "")).keySet())
                    .forEach(this::remove);
        }
        hours.computeIfAbsent(hour, absent -> new HourSum()).add(figures);
        dirty.add(hour);
    }

    private static Slot slot(Hour hour, HourSum sum) {
        return sum.slot(hour.key(), hour.hour() * HOUR);
    }

    private void remove(Hour hour) {
        hours.remove(hour);
        dirty.remove(hour);
        removed.add(hour.key());
    }
}
