package dev.headgate.core.measurement;

import dev.headgate.schemas.model.MeasurementKey;
import dev.headgate.schemas.model.MeasurementSum;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** One row of slots of one series; what falls out of it is forgotten. Not thread-safe. */
final class Track {

    /** A row that grows wider has fewer slots than this. */
    private static final long MOST_IN_COURSE = 120;

    private final MeasurementKey series;
    private final Span span;
    private final TreeMap<Long, MeasurementSum> slots = new TreeMap<>();
    private final TreeSet<Integer> dirty = new TreeSet<>();
    private long width;

    Track(MeasurementKey series, Span span, long runningSecond) {
        this.series = series;
        this.span = span;
        width = Math.max(1, span.widthSeconds());
        advanceTo(runningSecond);
    }

    Span span() {
        return span;
    }

    /** Seconds that each slot spans at present. */
    long width() {
        return width;
    }

    /** Lets slots grow wider with time; by how much depends on the time alone. */
    void advanceTo(long runningSecond) {
        if (span.shape() != Span.Shape.COURSE) {
            return;
        }
        long wider = width;
        while (runningSecond >= span.clipSecond() && (runningSecond - span.clipSecond()) / wider >= MOST_IN_COURSE) {
            wider *= 2;
        }
        if (wider != width) {
            touchAll();
            Map<Long, MeasurementSum> before = new TreeMap<>(slots);
            slots.clear();
            width = wider;
            before.forEach((first, sum) -> slots.merge(first(first), sum, MeasurementSum::plus));
            touchAll();
        }
    }

    void add(long second, MeasurementSum part) {
        if (second < span.clipSecond() || fallen(second)) {
            return;
        }
        long first = first(second);
        slots.merge(first, part, MeasurementSum::plus);
        if (span.shape() == Span.Shape.LATEST) {
            while (slots.size() > span.shape().size()) {
                slots.pollFirstEntry();
            }
            touchAll();
            return;
        }
        dirty.add(index(first));
        if (slides()) {
            NavigableMap<Long, MeasurementSum> old = slots.headMap(slots.lastKey() - reach(), true);
            old.keySet().forEach(gone -> dirty.add(index(gone)));
            old.clear();
        }
    }

    /** The slots that begin in a half-open stretch, by their first second; to be read only, until the next change. */
    NavigableMap<Long, MeasurementSum> between(long fromSecond, long toSecond) {
        return fromSecond >= toSecond ? new TreeMap<>() : slots.subMap(fromSecond, true, toSecond, false);
    }

    /** All slots, to be read only, until the next change. */
    NavigableMap<Long, MeasurementSum> slots() {
        return slots;
    }

    void restore(Kept kept) {
        slots.put(kept.firstSecond(), kept.sum());
    }

    void forEach(Consumer<Kept> action) {
        slots.forEach((first, sum) -> action.accept(new Kept(place(index(first)), first, sum)));
    }

    /** Hands over what changed, and as removed what is not there any more. */
    void drain(Consumer<Kept> written, Consumer<Place> removed) {
        slots.forEach((first, sum) -> {
            int index = index(first);
            if (dirty.remove(index)) {
                written.accept(new Kept(place(index), first, sum));
            }
        });
        dirty.forEach(index -> removed.accept(place(index)));
        dirty.clear();
    }

    /** Hands over all places in use, as removed. */
    void drop(Consumer<Place> removed) {
        touchAll();
        slots.clear();
        drain(kept -> {}, removed);
    }

    private boolean slides() {
        return switch (span.shape()) {
            case SECONDS, HOUR, RING -> true;
            case LATEST, SUM, COURSE -> false;
        };
    }

    private boolean fallen(long second) {
        return slides() && !slots.isEmpty() && first(second) <= slots.lastKey() - reach();
    }

    private long reach() {
        return span.shape().size() * width;
    }

    private long first(long second) {
        return span.shape() == Span.Shape.SUM ? span.clipSecond() : Math.floorDiv(second, width) * width;
    }

    private int index(long first) {
        return switch (span.shape()) {
            case LATEST -> first == slots.lastKey() ? 0 : 1;
            case SUM -> 0;
            case SECONDS, HOUR, RING, COURSE ->
                (int) Math.floorMod(
                        Math.floorDiv(first, width), (long) span.shape().size());
        };
    }

    private void touchAll() {
        List.copyOf(slots.keySet()).forEach(first -> dirty.add(index(first)));
    }

    private Place place(int index) {
        return new Place(series, span, index);
    }
}
