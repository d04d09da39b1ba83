package dev.headgate.core.telemetry;

import dev.headgate.schemas.sketch.LatencySketch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Rings and windows of one series. A second that has not begun yet waits in its own slot; when it begins, its slot is
 * added to everything else. So no window ever holds what is in the future. Not thread-safe.
 */
final class SeriesTelemetry {

    /** Slots of one second: a window of a minute, a minute ahead, and room for late telemetry. */
    static final int SECONDS_KEPT = 128;

    /** How far ahead a second may lie. */
    static final int SECONDS_AHEAD = 60;

    private static final int SLICE_SECONDS = 10;

    /** For how long telemetry of a second keeps coming, as a rule. */
    private static final int SECONDS_HOT = 5;

    private final Series series;
    private final Ring seconds;
    private Ring tens;
    private final LastingCounts lasting;
    private long latencyReachSeconds;
    private final Map<WindowSpec, RunningWindow> windows = new HashMap<>();
    private long runningSecond;
    private long lastSuccessSecond = Long.MIN_VALUE;
    private long lastFailureSecond = Long.MIN_VALUE;
    private final SliceMarks successes = new SliceMarks();
    private final SliceMarks requests = new SliceMarks();
    private final TrailingLatencies trailing = new TrailingLatencies();

    SeriesTelemetry(Series series, long runningSecond) {
        this.series = series;
        this.runningSecond = runningSecond;
        seconds = new Ring(series, 1, SECONDS_KEPT);
        tens = new Ring(series, 10, 0);
        lasting = new LastingCounts(series);
    }

    /** Takes one part of one second; false if it is too old or too far ahead for everything that is kept. */
    boolean add(long second, Sum part) {
        if (second > runningSecond + SECONDS_AHEAD) {
            return false;
        }
        boolean placed = seconds.reaches(second);
        if (placed) {
            seconds.add(second, part, true);
            trailing.changed(second);
        }
        return second > runningSecond || spread(second, part) || placed;
    }

    void advanceTo(long second) {
        if (second <= runningSecond) {
            return;
        }
        for (Map.Entry<Long, Sum> waiting :
                List.copyOf(seconds.between(runningSecond + 1, second + 1).entrySet())) {
            moveWindows(waiting.getKey());
            spread(waiting.getKey(), waiting.getValue());
        }
        moveWindows(second);
        runningSecond = second;
        seconds.pack(second - SECONDS_HOT);
        tens.pack(second - SECONDS_HOT - 10);
    }

    /** Begins windows anew, from what the seconds' ring holds. */
    void watch(List<WindowSpec> specs, Watch watch, Consumer<SlotKey> removed) {
        tens.drop(removed);
        tens = new Ring(series, 10, watch.tenSlots());
        latencyReachSeconds = watch.latencyReachSeconds();
        successes.watchFrom(watch.slicesFromSecond());
        requests.watchFrom(watch.slicesFromSecond());
        seconds.between(Long.MIN_VALUE, runningSecond + 1).forEach((second, sum) -> {
            addToTens(second, sum);
            mark(second, sum);
        });
        lasting.watch(specs, seconds.between(Long.MIN_VALUE, runningSecond + 1), removed);
        windows.clear();
        specs.forEach(spec -> windows.put(spec, new RunningWindow(spec, ringOf(spec), runningSecond)));
    }

    /** Goes on with windows after a restart: sliding ones from the rings, growing ones from what was kept. */
    void resume(List<WindowSpec> specs, List<StageSum> kept) {
        windows.clear();
        for (WindowSpec spec : specs) {
            Optional<StageSum> sum = kept.stream()
                    .filter(candidate -> spec.growing()
                            && candidate.series().equals(series)
                            && candidate.fromSecond() == spec.clipSecond()
                            && candidate.withLatencies() == spec.withLatencies())
                    .findFirst();
            windows.put(
                    spec,
                    sum.map(found -> RunningWindow.restored(spec, found, ringOf(spec), runningSecond))
                            .orElseGet(() -> new RunningWindow(spec, ringOf(spec), runningSecond)));
        }
    }

    void prepareToRestore(Watch watch) {
        tens = new Ring(series, 10, watch.tenSlots());
        latencyReachSeconds = watch.latencyReachSeconds();
        lasting.prepareToRestore(watch.windows().stream()
                .filter(spec -> spec.series().equals(series))
                .toList());
    }

    /** False if nothing at its level is kept any more. */
    boolean restore(RequestSlot slot) {
        trailing.forget();
        int level = slot.key().level();
        Optional<Ring> ring =
                level == 1 || level == 10 ? Optional.of(level == 1 ? seconds : tens) : lasting.ring(level);
        ring.filter(found -> found.size() > 0).ifPresent(found -> found.restore(slot));
        return ring.filter(found -> found.size() > 0).isPresent();
    }

    void restore(SeriesMemory memory) {
        lastSuccessSecond = memory.lastSuccessSecond();
        lastFailureSecond = memory.lastFailureSecond();
        successes.restore(memory.successes());
        requests.restore(memory.requests());
    }

    SeriesMemory memory() {
        return new SeriesMemory(series, lastSuccessSecond, lastFailureSecond, successes.slices(), requests.slices());
    }

    Stream<StageSum> stageSums() {
        return windows.entrySet().stream()
                .filter(entry -> entry.getKey().growing())
                .map(entry -> entry.getValue().stageSum());
    }

    void drain(Consumer<Slot> written, Consumer<SlotKey> removed) {
        seconds.drain(written, removed);
        tens.drain(written, removed);
        lasting.drain(written, removed);
    }

    void forEach(Consumer<Slot> action) {
        seconds.forEach(action);
        tens.forEach(action);
        lasting.forEach(action);
    }

    void drop(Consumer<SlotKey> removed) {
        trailing.forget();
        seconds.drop(removed);
        tens.drop(removed);
        lasting.drop(removed);
    }

    Optional<RunningWindow> window(WindowSpec spec) {
        return Optional.ofNullable(windows.get(spec));
    }

    Ring ringOf(WindowSpec spec) {
        int level = spec.level();
        return level == 1 ? seconds : lasting.ring(level).orElse(tens);
    }

    /** The seconds' slots in a half-open stretch that has begun. */
    NavigableMap<Long, Sum> seconds(long fromSecond, long toSecond) {
        return seconds.between(fromSecond, Math.min(toSecond, runningSecond + 1));
    }

    /** Latencies of a half-open stretch as far as it has begun; shared, to be read only until the next change. */
    LatencySketch latencies(long fromSecond, long toSecond) {
        long begun = Math.max(fromSecond, Math.min(toSecond, runningSecond + 1));
        return trailing.between(fromSecond, begun, seconds);
    }

    Series series() {
        return series;
    }

    long lastSecond() {
        return Math.max(lastSuccessSecond, lastFailureSecond);
    }

    long lastSuccessSecond() {
        return lastSuccessSecond;
    }

    long lastFailureSecond() {
        return lastFailureSecond;
    }

    /** How many seconds the longest data point spans of those that came lately; 0 if it is told second by second. */
    long longestInterval() {
        return seconds.longestInterval();
    }

    /** Whether what lies at a second holds a data point that began before another second. */
    boolean beganBefore(long second, long before) {
        return seconds.at(second)
                .map(sum -> second - sum.intervalSeconds() < before)
                .orElse(false);
    }

    SliceMarks successes() {
        return successes;
    }

    SliceMarks requests() {
        return requests;
    }

    private boolean spread(long second, Sum part) {
        boolean placed = addToTens(second, part);
        lasting.add(second, part);
        windows.forEach((spec, window) -> window.add(second, part, ringOf(spec), Math.max(second, runningSecond)));
        mark(second, part);
        return placed || windows.values().stream().anyMatch(window -> second >= window.fromSecond());
    }

    private boolean addToTens(long second, Sum part) {
        if (!tens.reaches(second)) {
            return false;
        }
        tens.add(second, part, second >= runningSecond - latencyReachSeconds - 20);
        return true;
    }

    private void mark(long second, Sum part) {
        if (part.requests() > part.errors()) {
            lastSuccessSecond = Math.max(lastSuccessSecond, second);
            mark(successes, second, part);
        }
        if (part.errors() > 0) {
            lastFailureSecond = Math.max(lastFailureSecond, second);
        }
        mark(requests, second, part);
    }

    /** A data point is of all seconds since it began. */
    private static void mark(SliceMarks marks, long second, Sum part) {
        for (long at = second - part.intervalSeconds(); at < second; at += SLICE_SECONDS) {
            marks.mark(at);
        }
        marks.mark(second);
    }

    private void moveWindows(long second) {
        windows.forEach((spec, window) -> window.moveTo(second, ringOf(spec)));
        long bare = Math.floorDiv(second - latencyReachSeconds - 20, 10L) * 10;
        tens.between(bare - 10, bare).values().forEach(Sum::forgetLatencies);
    }
}
