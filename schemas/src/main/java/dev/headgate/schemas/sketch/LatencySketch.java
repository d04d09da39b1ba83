package dev.headgate.schemas.sketch;

import java.util.OptionalLong;
import org.HdrHistogram.Histogram;

/**
 * Latencies of many requests, in microseconds: an HdrHistogram with two significant digits over the fixed range 1 µs to
 * 60 s. The worst relative error of a quantile is 1/128 = 0.78 %. Adding is exact, associative and commutative, so any
 * order, partitioning or replay gives the same numbers. Values below the range count as 1 µs; values above it count as
 * 60 s and are counted apart. Not thread-safe.
 */
public final class LatencySketch {

    /** Smallest latency told apart, microseconds. */
    public static final long LOWEST_MICROS = 1;

    /** Largest latency told apart, microseconds: 60 s. */
    public static final long HIGHEST_MICROS = 60_000_000;

    /** Significant decimal digits. */
    public static final int DIGITS = 2;

    private final Histogram histogram;
    private long clamped;

    /** An empty sketch. */
    public LatencySketch() {
        this(new Histogram(LOWEST_MICROS, HIGHEST_MICROS, DIGITS), 0);
    }

    private LatencySketch(Histogram histogram, long clamped) {
        this.histogram = histogram;
        this.clamped = clamped;
    }

    /** Counts one latency. */
    public void record(long latencyMicros) {
        if (latencyMicros > HIGHEST_MICROS) {
            clamped++;
        }
        histogram.recordValue(Math.min(Math.max(latencyMicros, LOWEST_MICROS), HIGHEST_MICROS));
    }

    /** Adds all that the other holds. */
    public void add(LatencySketch other) {
        histogram.add(other.histogram);
        clamped += other.clamped;
    }

    /**
     * Takes away what was added before.
     *
     * @throws IllegalArgumentException if the other holds what this does not
     */
    public void subtract(LatencySketch other) {
        histogram.subtract(other.histogram);
        clamped -= other.clamped;
    }

    /** How many latencies it holds. */
    public long count() {
        return histogram.getTotalCount();
    }

    /** How many of them were above {@link #HIGHEST_MICROS}. */
    public long clampedCount() {
        return clamped;
    }

    /** Whether it holds none. */
    public boolean isEmpty() {
        return count() == 0;
    }

    /**
     * The smallest bucket's upper edge at or below which the given share of the latencies lies, microseconds; empty for
     * an empty sketch.
     *
     * @param quantile 0 to 1
     */
    public OptionalLong quantile(double quantile) {
        return isEmpty() ? OptionalLong.empty() : OptionalLong.of(histogram.getValueAtPercentile(quantile * 100));
    }

    /** A copy that can be changed on its own. */
    public LatencySketch copy() {
        return new LatencySketch(histogram.copy(), clamped);
    }
}
