package dev.headgate.core.telemetry;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The last slots of one series at one level; what falls out of it is forgotten. Not thread-safe. */
final class Ring {

    private final Series series;
    private final int level;
    private final int size;
    private final TreeMap<Long, Sum> slots = new TreeMap<>();
    private final TreeSet<Long> dirty = new TreeSet<>();

    /**
     * @param level seconds that each slot spans
     * @param size how many slots it holds; 0 for a ring that holds nothing
     */
    Ring(Series series, int level, int size) {
        this.series = series;
        this.level = level;
        this.size = size;
    }

    int size() {
        return size;
    }

    /** Whether the second's slot is not older than the ring reaches. */
    boolean reaches(long second) {
        return size > 0 && (slots.isEmpty() || first(second) > slots.lastKey() - (long) size * level);
    }

    /** Adds to the second's slot, which the ring must reach. */
    void add(long second, Sum part, boolean withLatencies) {
        slotOf(second).add(part, withLatencies);
        forgetOld();
    }

    /** The same without latencies and exemplars. */
    void addCounts(long second, Sum part) {
        slotOf(second).addCounts(part, false);
        forgetOld();
    }

    private Sum slotOf(long second) {
        long first = first(second);
        dirty.add(first);
        return slots.computeIfAbsent(first, absent -> new Sum());
    }

    private void forgetOld() {
        NavigableMap<Long, Sum> fallen = slots.headMap(slots.lastKey() - (long) size * level, true);
        dirty.addAll(fallen.keySet());
        fallen.clear();
    }

    /** The slots that begin in the half-open stretch, by their first second. */
    NavigableMap<Long, Sum> between(long fromSecond, long toSecond) {
        return fromSecond >= toSecond ? new TreeMap<>() : slots.subMap(fromSecond, true, toSecond, false);
    }

    /** How many seconds before its second the longest data point began that lies in the ring; 0 if there is none. */
    long longestInterval() {
        return slots.values().stream().mapToLong(Sum::intervalSeconds).max().orElse(0);
    }

    Optional<Sum> at(long second) {
        return Optional.ofNullable(slots.get(first(second)));
    }

    /** Lets the slots before a second take less room: hardly anything is added to them any more. */
    void pack(long beforeSecond) {
        slots.headMap(beforeSecond, false).values().forEach(Sum::pack);
    }

    void restore(RequestSlot slot) {
        slots.put(
                slot.firstSecond(),
                new Sum(
                        slot.requests(),
                        slot.errors(),
                        slot.latencySumMicros(),
                        slot.latencies().copy(),
                        slot.exemplars(),
                        slot.intervalSeconds()));
    }

    void forEach(Consumer<Slot> action) {
        slots.forEach((first, sum) -> action.accept(slot(first, sum).copy()));
    }

    /**
     * Hands over what changed, and everything as removed that is not there any more. Sketches are shared: to be read only, and only
     * until the next change.
     */
    void drain(Consumer<Slot> written, Consumer<SlotKey> removed) {
        Set<Integer> taken = new HashSet<>();
        List<Long> gone = new ArrayList<>();
        for (long first : dirty) {
            Sum sum = slots.get(first);
            if (sum == null) {
                gone.add(first);
            } else {
                taken.add(index(first));
                written.accept(slot(first, sum));
            }
        }
        dirty.clear();
        gone.stream()
                .map(this::index)
                .distinct()
                .filter(index -> !taken.contains(index))
                .forEach(index -> removed.accept(new RequestSlotKey(series, level, index)));
    }

    /** Hands over all places in use, as removed. */
    void drop(Consumer<SlotKey> removed) {
        dirty.addAll(slots.keySet());
        slots.clear();
        drain(slot -> {}, removed);
    }

    private RequestSlot slot(long first, Sum sum) {
        return new RequestSlot(
                new RequestSlotKey(series, level, index(first)),
                first,
                sum.requests(),
                sum.errors(),
                sum.latencySumMicros(),
                sum.latencies(),
                sum.exemplars(),
                sum.intervalSeconds());
    }

    private long first(long second) {
        return Math.floorDiv(second, level) * level;
    }

    private int index(long first) {
        return size == 0 ? 0 : (int) Math.floorMod(Math.floorDiv(first, level), (long) size);
    }
}
