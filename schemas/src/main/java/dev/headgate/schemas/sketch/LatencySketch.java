package dev.headgate.schemas.sketch;

import java.nio.ByteBuffer;
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

    private final Histogram histogram = new Histogram(LOWEST_MICROS, HIGHEST_MICROS, DIGITS);
    private long clamped;
}
