package dev.headgate.core.telemetry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Counts of one series for windows that go on from stage to stage: at most {@value #SLOTS} slots for each of a few lengths,
 * without latencies and exemplars. Nothing before the clip is in them. Not thread-safe.
 */
final class LastingCounts {

    /** Slots of one ring: those of the longest window, the running one, and one that is cut off. */
    static final int SLOTS = 122;

    /** The lengths that slots may have, and the longest window that each is for; none of them is a ring's of its own. */
    private static final TreeMap<Long, Integer> LEVELS =
            new TreeMap<>(Map.of(600L, 5, 3_600L, 30, 21_600L, 180, 86_400L, 720, 259_200L, 2_160));

    private final Series series;
    private final TreeMap<Integer, Ring> rings = new TreeMap<>();
    private long clipSecond = Long.MAX_VALUE;

    LastingCounts(Series series) {
        this.series = series;
    }

    /** Seconds that a slot of a window spans: a hundred and twentieth of the longest window that has such slots. */
    static int level(long lengthSeconds) {
        Map.Entry<Long, Integer> level = LEVELS.ceilingEntry(lengthSeconds);
        return level == null ? LEVELS.lastEntry().getValue() : level.getValue();
    }

    /** Makes room for windows, and keeps what goes on; what is new begins with what the seconds' ring holds. */
    void watch(List<WindowSpec> specs, Map<Long, Sum> seconds, Consumer<SlotKey> removed) {
        List<WindowSpec> lasting = inSlots(specs);
        long clip = lasting.stream().mapToLong(WindowSpec::clipSecond).min().orElse(Long.MAX_VALUE);
        if (clip != clipSecond) {
            drop(removed);
            rings.clear();
            clipSecond = clip;
        }
        List<Integer> wanted =
                lasting.stream().map(WindowSpec::level).distinct().toList();
        rings.forEach((level, ring) -> {
            if (!wanted.contains(level)) {
                ring.drop(removed);
            }
        });
        rings.keySet().retainAll(wanted);
        for (int level : wanted) {
            if (!rings.containsKey(level)) {
                Ring ring = new Ring(series, level, SLOTS);
                rings.put(level, ring);
                seconds.forEach((second, sum) -> add(ring, second, sum));
            }
        }
    }

    /** Makes room for what is restored. */
    void prepareToRestore(List<WindowSpec> specs) {
        watch(specs, Map.of(), slot -> {});
    }

    void add(long second, Sum part) {
        rings.values().forEach(ring -> add(ring, second, part));
    }

    Optional<Ring> ring(int level) {
        return Optional.ofNullable(rings.get(level));
    }

    void forEach(Consumer<Slot> action) {
        rings.values().forEach(ring -> ring.forEach(action));
    }

    void drain(Consumer<Slot> written, Consumer<SlotKey> removed) {
        rings.values().forEach(ring -> ring.drain(written, removed));
    }

    void drop(Consumer<SlotKey> removed) {
        rings.values().forEach(ring -> ring.drop(removed));
    }

    private void add(Ring ring, long second, Sum part) {
        if (second >= clipSecond && ring.reaches(second)) {
            ring.addCounts(second, part);
        }
    }

    private static List<WindowSpec> inSlots(List<WindowSpec> specs) {
        return specs.stream().filter(spec -> spec.lasting() && spec.level() > 1).toList();
    }
}
