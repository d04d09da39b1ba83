package dev.headgate.core.telemetry;

import dev.headgate.core.measurement.Kept;
import dev.headgate.core.measurement.MeasurementMemory;
import dev.headgate.core.measurement.ServiceMeasurements;
import dev.headgate.schemas.model.MeasurementDelta;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.SketchDelta;
import dev.headgate.schemas.sketch.LatencySketch;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The telemetry of one service: always the last two minutes of the versions seen last, in seconds; while a rollout is
 * watched also its operations, its windows, and its sums over the stage. Any order and any partition of the same deltas
 * gives the same figures. Not thread-safe.
 */
public final class ServiceTelemetry {

    /** How many versions are kept; of those nobody watches, the one that has been quiet for longest is forgotten. */
    public static final int VERSIONS_KEPT = 8;

    private final TreeMap<Series, SeriesTelemetry> series = new TreeMap<>();
    private final List<SlotKey> removed = new ArrayList<>();
    private final LateRequests late = new LateRequests();
    private final ServiceMeasurements measurements = new ServiceMeasurements();
    private final ProbeMarks probes = new ProbeMarks();
    private final TreeMap<Integer, LeftStage> left = new TreeMap<>();
    private Watch watch = Watch.NOTHING;
    private long runningSecond;
    private long closedSecond;
    private long lateRequests;
    private long unplacedRequests;

    /** Lets time go on; earlier instants change nothing. Telemetry of seconds that begin now enters the windows. */
    public void advanceTo(long second) {
        if (second > runningSecond) {
            runningSecond = second;
            series.values().forEach(each -> each.advanceTo(second));
            late.advanceTo(second);
            measurements.advanceTo(second);
        }
    }

    /** Says that all seconds before this one are closed: what comes for them is late, and counted as late. */
    public void closeBefore(long second) {
        closedSecond = Math.max(closedSecond, second);
    }

    /** Takes telemetry in; late telemetry enters the windows that still hold its second. */
    public void add(SketchDelta delta) {
        delta.seconds().forEach(this::add);
        forgetQuietVersions();
    }

    /** Takes measurements in. */
    public void add(MeasurementDelta delta) {
        measurements.add(delta);
        probes.add(delta);
    }

    /** Begins to watch for a rollout, with windows from what the rings hold. */
    public void watch(Watch next) {
        leave(next);
        measurements.watch(next.measurements());
        probes.watch(next);
        forgetOperationsNotIn(next);
        watch = next;
        next.labelled().forEach(this::seriesOf);
        next.versions().forEach(version -> {
            seriesOf(Series.of(version));
            next.operations().forEach(operation -> seriesOf(new Series(version, Optional.of(operation))));
        });
        series.forEach(
                (name, each) -> each.watch(specsOf(name), named(name, next) ? next : Watch.NOTHING, removed::add));
    }

    /** Goes on watching after a restart. */
    public void resume(Watch before, TelemetryMemory memory, List<Slot> slots) {
        watch = before;
        runningSecond = memory.runningSecond();
        lateRequests = memory.lateRequests();
        unplacedRequests = memory.unplacedRequests();
        late.restore(memory.lateArrivals());
        memory.closedSecond().ifPresent(this::closeBefore);
        memory.series().forEach(each -> restored(each.series()).restore(each));
        requests(slots)
                .filter(slot -> !restored(slot.key().series()).restore(slot))
                .forEach(slot -> removed.add(slot.key()));
        memory.left().forEach(stage -> left.put(stage.stage(), stage));
        memory.probes().ifPresentOrElse(kept -> probes.resume(before, kept), () -> probes.watch(before));
        measurements.resume(
                before.measurements(),
                memory.runningSecond(),
                memory.measurements().orElse(MeasurementMemory.EMPTY),
                measured(slots));
        series.forEach((name, each) -> each.resume(specsOf(name), memory.stageSums()));
    }

    /** What has to be remembered besides the slots. */
    public TelemetryMemory memory() {
        return new TelemetryMemory(
                runningSecond,
                series.values().stream()
                        .filter(each -> named(each.series(), watch))
                        .map(SeriesTelemetry::memory)
                        .toList(),
                series.values().stream()
                        .flatMap(SeriesTelemetry::stageSums)
                        .sorted(Comparator.comparing(StageSum::series)
                                .thenComparing(StageSum::fromSecond)
                                .thenComparing(StageSum::withLatencies))
                        .toList(),
                lateRequests,
                unplacedRequests,
                late.memory(),
                Optional.of(closedSecond),
                List.copyOf(left.values()),
                Optional.of(measurements.memory()),
                Optional.of(probes.memory()));
    }

    /** What changed in the rings since this was last called. */
    public DirtySlots drainDirty() {
        List<Slot> written = new ArrayList<>();
        List<SlotKey> gone = new ArrayList<>();
        drainDirty(slot -> written.add(slot instanceof RequestSlot request ? request.copy() : slot), gone::add);
        return new DirtySlots(written, gone);
    }

    /**
     * The same, handed over one by one, no place to both. Sketches are shared: to be read only, and only until the next change.
     */
    public void drainDirty(Consumer<Slot> written, Consumer<SlotKey> gone) {
        Set<SlotKey> dropped = new LinkedHashSet<>(removed);
        removed.clear();
        series.values()
                .forEach(each -> each.drain(
                        slot -> {
                            dropped.remove(slot.key());
                            written.accept(slot);
                        },
                        dropped::add));
        dropped.forEach(gone);
        measurements.drain(
                kept -> written.accept(new MeasurementSlot(kept)), place -> gone.accept(new MeasurementSlotKey(place)));
    }

    /** Everything that the rings hold; nothing of it counts as handed over by {@link #drainDirty()}. */
    public List<Slot> slots() {
        List<Slot> all = new ArrayList<>();
        series.values().forEach(each -> each.forEach(all::add));
        measurements.forEach(kept -> all.add(new MeasurementSlot(kept)));
        return List.copyOf(all);
    }

    /**
     * A watched window as it is now. Its sketch is shared and must only be read, and only until the next change.
     *
     * @throws IllegalArgumentException if it is not watched
     */
    public WindowFigures window(WindowSpec spec) {
        RunningWindow window = Optional.ofNullable(series.get(spec.series()))
                .flatMap(each -> each.window(spec))
                .orElseThrow(() -> new IllegalArgumentException("not watched: " + spec));
        Sum sum = window.sum();
        return new WindowFigures(
                window.fromSecond(),
                runningSecond + 1,
                sum.requests(),
                sum.errors(),
                sum.latencySumMicros(),
                sum.latencies(),
                sum.exemplars());
    }

    /** A watched window with its most telling requests, which are looked up in the rings. */
    public WindowFigures windowWithExemplars(WindowSpec spec) {
        WindowFigures figures = window(spec);
        if (spec.growing()) {
            return figures;
        }
        Sum telling = new Sum();
        seriesOf(spec.series())
                .ringOf(spec)
                .between(figures.fromSecond(), figures.toSecond())
                .values()
                .forEach(slot -> telling.addExemplars(slot.exemplars()));
        return figures.withExemplars(telling.exemplars());
    }

    /** Figures summed up from the seconds' ring, which reaches two minutes back. */
    public WindowFigures figures(Series name, long fromSecond, long toSecond) {
        Sum sum = new Sum();
        seconds(name, fromSecond, toSecond).values().forEach(slot -> sum.add(slot, true));
        return new WindowFigures(
                fromSecond,
                toSecond,
                sum.requests(),
                sum.errors(),
                sum.latencySumMicros(),
                sum.latencies(),
                sum.exemplars());
    }

    /**
     * Latencies alone, from the seconds' ring, which reaches two minutes back. Shared: to be read only, and only until the
     * next change. Cheap if the stretch begins and ends no earlier than the one asked for before.
     */
    public LatencySketch latencies(Series name, long fromSecond, long toSecond) {
        return Optional.ofNullable(series.get(name))
                .map(each -> each.latencies(fromSecond, toSecond))
                .orElseGet(LatencySketch::new);
    }

    /** Requests from a second on that lie in the seconds' ring. */
    public long requestsSince(Series name, long fromSecond) {
        return seconds(name, fromSecond, Long.MAX_VALUE).values().stream()
                .mapToLong(Sum::requests)
                .sum();
    }

    /** Requests of a half-open stretch that lies in the seconds' ring. */
    public long requests(Series name, long fromSecond, long toSecond) {
        return seconds(name, fromSecond, toSecond).values().stream()
                .mapToLong(Sum::requests)
                .sum();
    }

    /** The operations of a version that are kept, in the order of their names. */
    public List<String> operations(String version) {
        return series.tailMap(Series.of(version), false).keySet().stream()
                .takeWhile(name -> name.version().equals(version))
                .filter(name -> !name.labelled())
                .flatMap(name -> name.operation().stream())
                .toList();
    }

    /** The versions that are known, in the order of their names. */
    public List<String> versions() {
        return series.keySet().stream()
                .filter(ServiceTelemetry::ofAll)
                .map(Series::version)
                .toList();
    }

    /** The last second with a successful request, seconds since 1970-01-01 UTC; {@link Long#MIN_VALUE} for none. */
    public long lastSuccessSecond(Series name) {
        return Optional.ofNullable(series.get(name))
                .map(SeriesTelemetry::lastSuccessSecond)
                .orElse(Long.MIN_VALUE);
    }

    /** The last second with a failed request, in the same way. */
    public long lastFailureSecond(Series name) {
        return Optional.ofNullable(series.get(name))
                .map(SeriesTelemetry::lastFailureSecond)
                .orElse(Long.MIN_VALUE);
    }

    /**
     * How many seconds the longest data point spans of those that came lately: for so long a series may be silent although
     * it is well. 0 if everything is told second by second.
     */
    public long longestInterval(Series name) {
        return Optional.ofNullable(series.get(name))
                .map(SeriesTelemetry::longestInterval)
                .orElse(0L);
    }

    /** Whether what lies at a second holds a data point that began before another second. */
    public boolean beganBefore(Series name, long second, long before) {
        return Optional.ofNullable(series.get(name))
                .map(each -> each.beganBefore(second, before))
                .orElse(false);
    }

    /** The slices, from one to another, exclusive, in which the series had a successful request; counted from the first. */
    public BitSet successSlices(Series name, long fromSlice, long toSlice) {
        return Optional.ofNullable(series.get(name))
                .map(each -> each.successes().between(fromSlice, toSlice))
                .orElseGet(BitSet::new);
    }

    /** The slices in which the series had any request. */
    public BitSet requestSlices(Series name, long fromSlice, long toSlice) {
        return Optional.ofNullable(series.get(name))
                .map(each -> each.requests().between(fromSlice, toSlice))
                .orElseGet(BitSet::new);
    }

    /** The slices in which a probe named {@code uptime} succeeded. */
    public BitSet successfulProbes(long fromSlice, long toSlice) {
        return probes.successes(fromSlice, toSlice);
    }

    /** The slices in which there was any such probe. */
    public BitSet anyProbes(long fromSlice, long toSlice) {
        return probes.any(fromSlice, toSlice);
    }

    /** The figures that are not requests, to be read only. */
    public ServiceMeasurements measurements() {
        return measurements;
    }

    /** What was summed up of a series over a stage when it was left last; empty if nothing asked for it. */
    public Optional<StageSum> ofStage(int stage, Series name) {
        return Optional.ofNullable(left.get(stage))
                .flatMap(found -> found.sums().stream()
                        .filter(sum -> sum.series().equals(name))
                        .max(Comparator.comparing(StageSum::withLatencies)));
    }

    /** The second that is running, seconds since 1970-01-01 UTC. */
    public long runningSecond() {
        return runningSecond;
    }

    /** Requests that came after their second was closed. */
    public long lateRequests() {
        return lateRequests;
    }

    /** Those of a version that came within the last minute. */
    public long lateRequests(String version) {
        return late.of(version);
    }

    /** Requests that were too old or too far ahead for everything that is kept. */
    public long unplacedRequests() {
        return unplacedRequests;
    }

    private void add(SeriesSecond part) {
        Sum sum = Sum.of(part);
        String version = part.series().version();
        boolean placed = seriesOf(Series.of(version)).add(part.second(), sum);
        Series operation = new Series(version, Optional.of(part.series().operation()));
        if (watch.versions().contains(version) && keeps(operation)) {
            seriesOf(operation).add(part.second(), sum);
        }
        watch.labelled().stream()
                .filter(name -> name.has(part.series()))
                .forEach(name -> seriesOf(name).add(part.second(), sum));
        if (part.second() < closedSecond) {
            lateRequests += part.requests();
            late.add(version, runningSecond, part.requests());
        }
        unplacedRequests += placed ? 0 : part.requests();
    }

    /** Of operations that nobody has named the first so many are kept: their names are not ours to choose. */
    private boolean keeps(Series operation) {
        return named(operation, watch)
                || (watch.everyOperation()
                        && (series.containsKey(operation)
                                || operations(operation.version()).size() < Watch.MOST_OPERATIONS));
    }

    private static boolean named(Series name, Watch watch) {
        return name.labelled()
                ? watch.labelled().contains(name)
                : name.operation().map(watch.operations()::contains).orElse(true);
    }

    private static boolean ofAll(Series name) {
        return name.operation().isEmpty() && !name.labelled();
    }

    private static Stream<RequestSlot> requests(List<Slot> slots) {
        return slots.stream().filter(RequestSlot.class::isInstance).map(RequestSlot.class::cast);
    }

    private static List<Kept> measured(List<Slot> slots) {
        return slots.stream()
                .filter(MeasurementSlot.class::isInstance)
                .map(slot -> ((MeasurementSlot) slot).kept())
                .toList();
    }

    /** Sums over the stage that is left are kept while its rollout goes on. */
    private void leave(Watch next) {
        if (next.measurements().startSecond() != watch.measurements().startSecond()) {
            left.clear();
        } else if (next.stage().stage() != watch.stage().stage()
                && !watch.stage().windows().isEmpty()) {
            int stage = watch.stage().stage();
            List<StageSum> sums = watch.stage().windows().stream()
                    .flatMap(spec -> seriesOf(spec.series()).window(spec).stream())
                    .map(RunningWindow::stageSum)
                    .sorted(Comparator.comparing(StageSum::series).thenComparing(StageSum::withLatencies))
                    .toList();
            left.put(stage, new LeftStage(stage, sums));
        }
    }

    private NavigableMap<Long, Sum> seconds(Series name, long fromSecond, long toSecond) {
        return Optional.ofNullable(series.get(name))
                .map(each -> each.seconds(fromSecond, toSecond))
                .orElseGet(TreeMap::new);
    }

    private SeriesTelemetry seriesOf(Series name) {
        return series.computeIfAbsent(name, absent -> new SeriesTelemetry(absent, runningSecond));
    }

    private SeriesTelemetry restored(Series name) {
        boolean known = series.containsKey(name);
        SeriesTelemetry each = seriesOf(name);
        if (!known) {
            each.prepareToRestore(named(name, watch) ? watch : Watch.NOTHING);
        }
        return each;
    }

    private List<WindowSpec> specsOf(Series name) {
        return watch.windows().stream()
                .filter(spec -> spec.series().equals(name))
                .toList();
    }

    private void forgetOperationsNotIn(Watch next) {
        series.entrySet().removeIf(entry -> {
            Series name = entry.getKey();
            boolean kept = named(name, next) || (next.everyOperation() && !name.labelled());
            boolean gone = !ofAll(name) && !(next.versions().contains(name.version()) && kept);
            if (gone) {
                entry.getValue().drop(removed::add);
            }
            return gone;
        });
    }

    private void forgetQuietVersions() {
        while (true) {
            List<SeriesTelemetry> wholes = series.entrySet().stream()
                    .filter(entry -> ofAll(entry.getKey()))
                    .filter(entry -> !watch.versions().contains(entry.getKey().version()))
                    .map(Map.Entry::getValue)
                    .toList();
            if (wholes.size() <= VERSIONS_KEPT) {
                return;
            }
            SeriesTelemetry quietest = wholes.stream()
                    .min(Comparator.comparingLong(SeriesTelemetry::lastSecond).thenComparing(SeriesTelemetry::series))
                    .orElseThrow();
            quietest.drop(removed::add);
            series.remove(quietest.series());
        }
    }
}
