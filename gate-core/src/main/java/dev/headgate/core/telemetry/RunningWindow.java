package dev.headgate.core.telemetry;

import java.util.List;

/**
 * The sum over a window, kept by adding what comes and taking away the slots that the window leaves behind: never summed
 * up again. Sums are of integers, so that this is exact. Not thread-safe.
 */
final class RunningWindow {

    private final WindowSpec spec;
    private final Sum sum;
    private long fromSecond;

    /** A window over what the ring holds up to the running second. */
    RunningWindow(WindowSpec spec, Ring ring, long runningSecond) {
        this(spec, new Sum(), spec.fromSecond(runningSecond));
        ring.between(fromSecond, runningSecond + 1).values().forEach(this::add);
    }

    private RunningWindow(WindowSpec spec, Sum sum, long fromSecond) {
        this.spec = spec;
        this.sum = sum;
        this.fromSecond = fromSecond;
    }

    /** A growing window that goes on where it stood. */
    static RunningWindow restored(WindowSpec spec, StageSum kept) {
        return new RunningWindow(
                spec,
                new Sum(
                        kept.requests(),
                        kept.errors(),
                        kept.latencySumMicros(),
                        kept.latencies().copy(),
                        kept.exemplars()),
                spec.clipSecond());
    }

    void moveTo(long runningSecond, Ring ring) {
        long next = spec.fromSecond(runningSecond);
        if (next > fromSecond) {
            ring.between(fromSecond, next).values().forEach(slot -> sum.subtractCounts(slot, spec.withLatencies()));
            fromSecond = next;
        }
    }

    void add(long second, Sum part) {
        if (second >= fromSecond && (!spec.lasting() || second >= spec.clipSecond())) {
            add(part);
        }
    }

    private void add(Sum part) {
        sum.addCounts(part, spec.withLatencies());
        if (spec.growing()) {
            sum.addExemplars(part.exemplars());
        }
    }

    long fromSecond() {
        return fromSecond;
    }

    Sum sum() {
        return sum;
    }

    StageSum stageSum() {
        return new StageSum(
                spec.series(),
                fromSecond,
                sum.requests(),
                sum.errors(),
                sum.latencySumMicros(),
                spec.withLatencies(),
                sum.latencies().copy(),
                List.copyOf(sum.exemplars()));
    }
}
