package dev.headgate.core.telemetry;

import java.util.List;

/**
 * The sum over a window, kept by adding what comes and taking away the slots that the window leaves behind: never summed
 * up again. Sums are of integers, so that this is exact. It begins behind the last data point that began before its clip:
 * what such a point holds may be of before. Not thread-safe.
 */
final class RunningWindow {

    private final WindowSpec spec;
    private final Sum sum;
    private long fromSecond;

    /** A window over what the ring holds up to the running second. */
    RunningWindow(WindowSpec spec, Ring ring, long runningSecond) {
        this(spec, new Sum(), Math.max(spec.fromSecond(runningSecond), earliest(spec, ring, runningSecond)));
        ring.between(fromSecond, runningSecond + 1).values().forEach(this::add);
    }

    private RunningWindow(WindowSpec spec, Sum sum, long fromSecond) {
        this.spec = spec;
        this.sum = sum;
        this.fromSecond = fromSecond;
    }

    /** A growing window that goes on where it stood. */
    static RunningWindow restored(WindowSpec spec, StageSum kept, Ring ring, long runningSecond) {
        return new RunningWindow(
                spec,
                new Sum(
                        kept.requests(),
                        kept.errors(),
                        kept.latencySumMicros(),
                        kept.latencies().copy(),
                        kept.exemplars(),
                        0),
                Math.max(spec.clipSecond(), earliest(spec, ring, runningSecond)));
    }

    void moveTo(long runningSecond, Ring ring) {
        long next = spec.fromSecond(runningSecond);
        if (next > fromSecond) {
            beginAt(next, ring);
        }
    }

    /** Takes a part in, which was added to the ring if the ring reaches it. */
    void add(long second, Sum part, Ring ring, long runningSecond) {
        if (second < fromSecond || (spec.lasting() && second < spec.clipSecond())) {
            return;
        }
        long slot = Math.floorDiv(second, (long) spec.level()) * spec.level();
        if (!beganBeforeClip(spec, slot, part)) {
            add(part);
        } else if (ring.reaches(second)) {
            add(part);
            beginAt(slot + spec.level(), ring);
            if (spec.growing()) {
                sum.tellAnew(ring.between(fromSecond, runningSecond + 1).values());
            }
        }
    }

    private void beginAt(long second, Ring ring) {
        ring.between(fromSecond, second).values().forEach(slot -> sum.subtractCounts(slot, spec.withLatencies()));
        fromSecond = second;
    }

    /**
     * Whether a slot of the window, or a part of it, holds a data point that began before the window's clip. What lasts is
     * clipped where the canary first carries traffic, and of before there is nothing.
     */
    private static boolean beganBeforeClip(WindowSpec spec, long slot, Sum part) {
        return !spec.lasting()
                && part.intervalSeconds() > 0
                && slot >= spec.clipSecond()
                && slot - part.intervalSeconds() < spec.clipSecond();
    }

    /** The first second behind all such points that the ring holds. */
    private static long earliest(WindowSpec spec, Ring ring, long runningSecond) {
        return ring.between(spec.clipSecond(), runningSecond + 1).entrySet().stream()
                .filter(slot -> beganBeforeClip(spec, slot.getKey(), slot.getValue()))
                .mapToLong(slot -> slot.getKey() + spec.level())
                .max()
                .orElse(Long.MIN_VALUE);
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
                spec.growing() ? spec.clipSecond() : fromSecond,
                sum.requests(),
                sum.errors(),
                sum.latencySumMicros(),
                spec.withLatencies(),
                sum.latencies().copy(),
                List.copyOf(sum.exemplars()));
    }
}
