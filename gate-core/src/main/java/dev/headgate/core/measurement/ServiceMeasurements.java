package dev.headgate.core.measurement;

import dev.headgate.schemas.model.Measurement;
import dev.headgate.schemas.model.MeasurementDelta;
import dev.headgate.schemas.model.MeasurementKey;
import dev.headgate.schemas.model.MeasurementSecond;
import dev.headgate.schemas.model.MeasurementSum;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The measurements of one service. Any order and any partition of the same deltas gives the same figures, as long as there
 * are no more series than are kept. Not thread-safe.
 */
public final class ServiceMeasurements {

    /** Series that a plan asks for of which as many are kept; what others measure is counted and said. */
    public static final int MOST_ASKED = 512;

    /** Series that no plan asks for of which the latest is kept as many. */
    public static final int MOST_REMEMBERED = 1_000;

    /** Distributions among them. */
    public static final int MOST_DISTRIBUTIONS = 100;

    private static final int MOST_NAMES = 100;

    /** How far ahead a second may lie. */
    static final int SECONDS_AHEAD = 60;

    private final KnownSeries series = new KnownSeries();
    private final TreeMap<Long, TreeMap<MeasurementKey, MeasurementSum>> waiting = new TreeMap<>();
    private final TreeMap<String, Long> leftOut = new TreeMap<>();
    private final List<Place> removed = new ArrayList<>();
    private final Pasts pasts = new Pasts(this);
    private MeasurementWatch watch = MeasurementWatch.NOTHING;
    private long runningSecond;
    private long unplaced;

    /** Lets time go on; earlier instants change nothing. Measurements of seconds that begin now count from now on. */
    public void advanceTo(long second) {
        if (second <= runningSecond) {
            return;
        }
        runningSecond = second;
        series.all().forEach(each -> each.advanceTo(second));
        NavigableMap<Long, TreeMap<MeasurementKey, MeasurementSum>> begun = waiting.headMap(second, true);
        begun.forEach((its, parts) -> parts.forEach((key, sum) -> place(key, its, sum)));
        begun.clear();
    }

    /** Takes measurements in; late ones enter the stretches that still hold their second. */
    public void add(MeasurementDelta delta) {
        delta.seconds().forEach(part -> {
            if (part.second() > runningSecond + SECONDS_AHEAD) {
                unplaced += part.sum().count();
            } else if (part.second() > runningSecond) {
                waiting.computeIfAbsent(part.second(), absent -> new TreeMap<>())
                        .merge(part.key(), part.sum(), MeasurementSum::plus);
            } else {
                place(part.key(), part.second(), part.sum());
            }
        });
    }

    /** Begins to watch for a stage of a rollout, or for none. */
    public void watch(MeasurementWatch next) {
        pasts.leave(watch, next);
        if (next.startSecond() != watch.startSecond()) {
            leftOut.clear();
        }
        watch = next;
        series.removeIf(each -> {
            if (next.asksFor(each.key())) {
                each.watch(next.spansOf(each.key()), runningSecond, removed::add);
                return false;
            }
            each.unwatch(removed::add);
            boolean gone = !remembered(each.key().kind());
            if (gone) {
                each.drop(removed::add);
            }
            return gone;
        });
        forgetTooMany();
    }

    /** Goes on watching after a restart. */
    public void resume(MeasurementWatch before, long second, MeasurementMemory memory, List<Kept> kept) {
        watch = before;
        runningSecond = second;
        unplaced = memory.unplaced();
        pasts.restore(memory.pasts());
        memory.leftOut().forEach(each -> leftOut.put(each.name(), each.measurements()));
        memory.waiting()
                .forEach(each -> waiting.computeIfAbsent(each.second(), absent -> new TreeMap<>())
                        .put(each.key(), each.sum()));
        kept.stream()
                .filter(each -> !restored(each.place().series()).restore(each))
                .forEach(each -> removed.add(each.place()));
    }

    /** What has to be remembered besides the slots. */
    public MeasurementMemory memory() {
        List<MeasurementSecond> ahead = new ArrayList<>();
        waiting.forEach(
                (second, parts) -> parts.forEach((key, sum) -> ahead.add(new MeasurementSecond(key, second, sum))));
        return new MeasurementMemory(
                ahead,
                leftOut.entrySet().stream()
                        .map(entry -> new MeasurementMemory.LeftOut(entry.getKey(), entry.getValue()))
                        .toList(),
                pasts.memory(),
                unplaced);
    }

    /** Hands over what changed since this was last called. */
    public void drain(Consumer<Kept> written, Consumer<Place> gone) {
        List<Place> dropped = new ArrayList<>(removed);
        removed.clear();
        TreeMap<String, Kept> fresh = new TreeMap<>();
        series.all().forEach(each -> each.drain(kept -> fresh.put(kept.place().toString(), kept), dropped::add));
        dropped.stream().filter(place -> !fresh.containsKey(place.toString())).forEach(gone);
        fresh.values().forEach(written);
    }

    /** Everything that is kept; nothing of it counts as handed over by {@link #drain}. */
    public void forEach(Consumer<Kept> action) {
        series.all().forEach(each -> each.forEach(action));
    }

    /** The series of a selection that anything was measured of, in their order. */
    public List<MeasurementKey> series(Selection selection) {
        return series.of(selection);
    }

    /** The latest value of a series. */
    public Optional<Latest> latest(MeasurementKey key) {
        return series.get(key).flatMap(SeriesMeasurements::latest);
    }

    /** Everything measured over a stretch that is watched; empty if nothing was. */
    public Optional<MeasurementSum> sum(MeasurementKey key, Stretch stretch) {
        return Adding.all(slots(key, stretch).values());
    }

    /** How the figure of a series went over a stretch that is watched. */
    public Course course(MeasurementKey key, Stretch stretch) {
        return Course.of(key.kind(), slots(key, stretch), width(key, stretch));
    }

    /** The mean of a gauge over a stretch that is watched, each value counting for as long as it was the latest. */
    public OptionalDouble mean(MeasurementKey key, Stretch stretch) {
        return Course.mean(slots(key, stretch), width(key, stretch), runningSecond + 1);
    }

    /** The figure of the past that is asked for in a stage; empty if too little was measured then. */
    public OptionalDouble past(PastAsk ask, int stage) {
        return pasts.figure(ask, stage);
    }

    /** How many measurements of a name, or of any, were left out for too many series. */
    public long leftOut(Optional<String> name) {
        return name.map(each -> leftOut.getOrDefault(each, 0L))
                .orElseGet(() ->
                        leftOut.values().stream().mapToLong(Long::longValue).sum());
    }

    /** Measurements that lay too far ahead. */
    public long unplaced() {
        return unplaced;
    }

    /** The second that is running, seconds since 1970-01-01 UTC. */
    public long runningSecond() {
        return runningSecond;
    }

    /** The slots of the hour before a second, of a gauge or a distribution. */
    NavigableMap<Long, MeasurementSum> hourBefore(MeasurementKey key, long second) {
        return track(key, Span.HOUR)
                .map(track -> track.between(second - 3_600, second))
                .orElseGet(TreeMap::new);
    }

    private NavigableMap<Long, MeasurementSum> slots(MeasurementKey key, Stretch stretch) {
        return track(key, stretch.span())
                .map(track -> stretch.growing()
                        ? track.slots()
                        : track.between(stretch.fromSlot(runningSecond), runningSecond + 1))
                .orElseGet(TreeMap::new);
    }

    private long width(MeasurementKey key, Stretch stretch) {
        return track(key, stretch.span()).map(Track::width).orElse(1L);
    }

    private Optional<Track> track(MeasurementKey key, Span span) {
        return series.get(key).flatMap(each -> each.track(span));
    }

    private void place(MeasurementKey key, long second, MeasurementSum sum) {
        Optional<SeriesMeasurements> known = series.get(key);
        if (known.isPresent()) {
            known.get().add(second, sum);
        } else {
            placeNew(key, second, sum);
        }
    }

    private void placeNew(MeasurementKey key, long second, MeasurementSum sum) {
        boolean asked = watch.asksFor(key);
        if (asked && asked() >= MOST_ASKED) {
            boolean told = leftOut.containsKey(key.name()) || leftOut.size() < MOST_NAMES;
            leftOut.merge(told ? key.name() : "", sum.count(), Long::sum);
        } else if (asked || remembered(key.kind())) {
            SeriesMeasurements begun = new SeriesMeasurements(key, runningSecond);
            if (asked) {
                begun.watch(watch.spansOf(key), runningSecond, removed::add);
            }
            begun.add(second, sum);
            series.put(begun);
            forgetTooMany();
        }
    }

    private SeriesMeasurements restored(MeasurementKey key) {
        return series.get(key).orElseGet(() -> {
            SeriesMeasurements begun = new SeriesMeasurements(key, runningSecond);
            if (watch.asksFor(key)) {
                begun.prepareToRestore(watch.spansOf(key), runningSecond);
            }
            series.put(begun);
            return begun;
        });
    }

    private long asked() {
        return series.all().stream().filter(SeriesMeasurements::asked).count();
    }

    private static boolean remembered(Measurement.Kind kind) {
        return switch (kind) {
            case GAUGE, VALUE, ALERT -> true;
            case RATIO, COUNT, PROBE, UNKNOWN -> false;
        };
    }

    private void forgetTooMany() {
        forgetTooMany(each -> each.key().kind() == Measurement.Kind.VALUE, MOST_DISTRIBUTIONS);
        forgetTooMany(each -> true, MOST_REMEMBERED);
    }

    /** An alert that is active is forgotten last, otherwise the one that has been quiet for longest is first. */
    private void forgetTooMany(Predicate<SeriesMeasurements> of, int most) {
        if (series.size() <= most) {
            return;
        }
        List<SeriesMeasurements> unasked = series.all().stream()
                .filter(each -> !each.asked() && of.test(each))
                .sorted(Comparator.comparing(ServiceMeasurements::active)
                        .thenComparingLong(SeriesMeasurements::lastSecond)
                        .thenComparing(SeriesMeasurements::key))
                .toList();
        unasked.stream().limit(Math.max(0, unasked.size() - most)).forEach(each -> {
            each.drop(removed::add);
            series.remove(each.key());
        });
    }

    private static boolean active(SeriesMeasurements each) {
        return each.key().kind() == Measurement.Kind.ALERT
                && each.latest().map(latest -> latest.value() > 0).orElse(false);
    }
}
