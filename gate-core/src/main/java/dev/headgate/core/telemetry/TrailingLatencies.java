package dev.headgate.core.telemetry;

import dev.headgate.schemas.sketch.LatencySketch;

/**
 * Latencies of a stretch that moves on second by second, kept so that each second costs what it brings and not what the
 * stretch holds. Adding and taking away are exact: what is kept is what would be summed up anew. Not thread-safe.
 */
final class TrailingLatencies {

    private LatencySketch sum = new LatencySketch();
    private long from;
    private long to;
    private boolean known;

    /** Those of a half-open stretch; shared, to be read only, and only until the next change. */
    LatencySketch between(long fromSecond, long toSecond, Ring seconds) {
        boolean movesOn = known
                && fromSecond >= from
                && fromSecond <= to
                && toSecond >= to
                // What has fallen out of the ring cannot be taken away any more.
                && seconds.reaches(from);
        if (movesOn) {
            seconds.between(from, fromSecond).values().forEach(slot -> sum.subtract(slot.latencies()));
            seconds.between(to, toSecond).values().forEach(slot -> sum.add(slot.latencies()));
        } else {
            sum = new LatencySketch();
            seconds.between(fromSecond, toSecond).values().forEach(slot -> sum.add(slot.latencies()));
        }
        from = fromSecond;
        to = toSecond;
        known = true;
        return sum;
    }

    /** Something was added to a second. */
    void changed(long second) {
        known &= second < from || second >= to;
    }

    /** Everything may have changed. */
    void forget() {
        known = false;
    }
}
