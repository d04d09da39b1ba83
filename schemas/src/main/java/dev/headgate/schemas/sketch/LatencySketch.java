package dev.headgate.schemas.sketch;

import java.util.Arrays;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * Latencies of many requests, in microseconds: an HdrHistogram with two significant digits over the fixed range 1 µs to
 * 60 s. The worst relative error of a quantile is 1/128 = 0.78 %. Adding is exact, associative and commutative, so any
 * order, partitioning or replay gives the same numbers. Values below the range count as 1 µs; values above it count as
 * 60 s and are counted apart. Up to {@value #FEW} latencies are held as a sorted list of some hundred bytes, more as a
 * histogram of about 20 kB; which of the two is never visible. Not thread-safe, but safe to read from many threads once
 * nobody changes it any more.
 */
public final class LatencySketch {

    /** Smallest latency told apart, microseconds. */
    public static final long LOWEST_MICROS = 1;

    /** Largest latency told apart, microseconds: 60 s. */
    public static final long HIGHEST_MICROS = 60_000_000;

    /** Significant decimal digits. */
    public static final int DIGITS = 2;

    /** Up to how many latencies are held as a list. */
    public static final int FEW = 64;

    /** Bits of a value that are told apart: 2 digits need 256 sub-buckets. */
    private static final int SUB_BUCKET_BITS = 8;

    private static final int[] NONE = {};

    /** Stands for "no histogram": never written to. */
    private static final Histogram NOTHING = new Histogram(1, 2, 0);

    private int[] few;
    private int fewCount;
    private Histogram many;
    private boolean isFew;
    private long clamped;

    /** An empty sketch. */
    public LatencySketch() {
        this(NONE, 0, NOTHING, true, 0);
    }

    private LatencySketch(int[] few, int fewCount, Histogram many, boolean isFew, long clamped) {
        this.few = few;
        this.fewCount = fewCount;
        this.many = many;
        this.isFew = isFew;
        this.clamped = clamped;
    }

    /** Receives one bucket that holds something. */
    @FunctionalInterface
    public interface BucketVisitor {
        /**
         * Takes one bucket.
         *
         * @param lowestMicros the smallest latency that falls into the bucket
         * @param count how many fell into it, at least 1
         */
        void bucket(long lowestMicros, long count);
    }

    /** Counts one latency. */
    public void record(long latencyMicros) {
        record(latencyMicros, 1);
    }

    /**
     * Counts a latency several times.
     *
     * @throws IllegalArgumentException if the count is negative
     */
    public void record(long latencyMicros, long count) {
        if (count < 0) {
            throw new IllegalArgumentException("a count cannot be negative, found " + count);
        }
        if (count == 0) {
            return;
        }
        if (latencyMicros > HIGHEST_MICROS) {
            clamped += count;
        }
        long inRange = Math.min(Math.max(latencyMicros, LOWEST_MICROS), HIGHEST_MICROS);
        put(inRange, count);
    }

    /** Adds all that the other holds. */
    public void add(LatencySketch other) {
        if (other.isFew()) {
            int[] values = other.few;
            for (int i = 0, end = other.fewCount; i < end; i++) {
                put(values[i], 1);
            }
        } else {
            spread();
            many.add(other.many);
        }
        clamped += other.clamped;
    }

    /**
     * Takes away what was added before.
     *
     * @throws IllegalArgumentException if the other holds what this does not; what this one holds is undefined then
     */
    public void subtract(LatencySketch other) {
        if (other.clamped > clamped) {
            throw new IllegalArgumentException("cannot take away latencies over 60 s that are not there");
        }
        if (isFew()) {
            takeFromFew(other);
        } else {
            many.subtract(other.isFew() ? other.asHistogram() : other.many);
        }
        clamped -= other.clamped;
    }

    /** How many latencies it holds. */
    public long count() {
        return isFew() ? fewCount : many.getTotalCount();
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
        if (isEmpty()) {
            return OptionalLong.empty();
        }
        double percentile = quantile * 100;
        return OptionalLong.of(isFew() ? fewAt(percentile) : many.getValueAtPercentile(percentile));
    }

    /**
     * How many latencies lie in buckets above the one that the given latency falls into.
     *
     * @param latencyMicros 0 or more; all lie above 0
     */
    public long countAbove(long latencyMicros) {
        if (latencyMicros >= HIGHEST_MICROS) {
            return 0;
        }
        if (!isFew()) {
            return many.getTotalCount() - many.getCountBetweenValues(0, latencyMicros);
        }
        long lowest = lowestOfBucket(Math.max(latencyMicros, 0));
        int above = 0;
        while (above < fewCount && few[fewCount - 1 - above] > lowest) {
            above++;
        }
        return above;
    }

    /** Shows every bucket that holds something, from the lowest to the highest. */
    public void forEachBucket(BucketVisitor visitor) {
        if (!isFew()) {
            for (HistogramIterationValue value : many.recordedValues()) {
                visitor.bucket(lowestOfBucket(value.getValueIteratedTo()), value.getCountAtValueIteratedTo());
            }
            return;
        }
        int i = 0;
        while (i < fewCount) {
            int first = i;
            while (i < fewCount && few[i] == few[first]) {
                i++;
            }
            visitor.bucket(few[first], i - first);
        }
    }

    /** A copy that can be changed on its own. */
    public LatencySketch copy() {
        return isFew()
                ? new LatencySketch(
                        fewCount == 0 ? NONE : Arrays.copyOf(few, few.length), fewCount, NOTHING, true, clamped)
                : new LatencySketch(NONE, 0, many.copy(), false, clamped);
    }

    /** Whether both hold the same latencies, as far as sketches tell them apart. */
    @Override
    public boolean equals(Object object) {
        if (!(object instanceof LatencySketch other)) {
            return false;
        }
        if (count() != other.count() || clamped != other.clamped) {
            return false;
        }
        if (isFew() && other.isFew()) {
            return Arrays.equals(few, 0, fewCount, other.few, 0, fewCount);
        }
        return asHistogram().equals(other.asHistogram());
    }

    @Override
    public int hashCode() {
        return Long.hashCode(count() * 31 + clamped);
    }

    /** For messages: how many latencies, and their median. */
    @Override
    public String toString() {
        return isEmpty()
                ? "no latencies"
                : count() + " latencies, p50 " + quantile(0.5).orElseThrow() + " us";
    }

    private boolean isFew() {
        return isFew;
    }

    private void put(long value, long count) {
        if (isFew() && count <= FEW - fewCount) {
            putAmongFew((int) lowestOfBucket(value), (int) count);
        } else {
            spread();
            many.recordValueWithCount(value, count);
        }
    }

    private void putAmongFew(int value, int count) {
        int end = fewCount + count;
        if (end > few.length) {
            few = Arrays.copyOf(few, Math.min(FEW, Math.max(end, Math.max(4, few.length * 2))));
        }
        int at = Arrays.binarySearch(few, 0, fewCount, value);
        int place = at < 0 ? -at - 1 : at;
        System.arraycopy(few, place, few, place + count, fewCount - place);
        Arrays.fill(few, place, place + count, value);
        fewCount = end;
    }

    private void spread() {
        if (isFew()) {
            many = asHistogram();
            isFew = false;
            few = NONE;
            fewCount = 0;
        }
    }

    /** The histogram itself, or the few values as one. */
    private Histogram asHistogram() {
        if (!isFew()) {
            return many;
        }
        Histogram histogram = new Histogram(LOWEST_MICROS, HIGHEST_MICROS, DIGITS);
        for (int i = 0; i < fewCount; i++) {
            histogram.recordValue(few[i]);
        }
        return histogram;
    }

    private void takeFromFew(LatencySketch other) {
        if (other.count() > fewCount) {
            throw new IllegalArgumentException(
                    "cannot take away " + other.count() + " latencies, there are " + fewCount);
        }
        int[] rest = Arrays.copyOf(few, fewCount);
        int[] left = {fewCount};
        other.forEachBucket((lowest, count) -> {
            int at = Arrays.binarySearch(rest, 0, left[0], (int) lowest);
            int first = at;
            while (first > 0 && rest[first - 1] == lowest) {
                first--;
            }
            if (at < 0 || first + count > left[0] || rest[first + (int) count - 1] != lowest) {
                throw new IllegalArgumentException(
                        "cannot take away latencies of " + lowest + " us, they are not there");
            }
            System.arraycopy(rest, first + (int) count, rest, first, left[0] - first - (int) count);
            left[0] -= (int) count;
        });
        few = rest;
        fewCount = left[0];
    }

    /** The rank as {@link Histogram#getValueAtPercentile} computes it, so that both forms agree to the last bit. */
    private long fewAt(double percentile) {
        double share = Math.min(Math.max(Math.nextAfter(percentile, Double.NEGATIVE_INFINITY), 0.0), 100.0);
        int rank = Math.max((int) Math.ceil(share * fewCount / 100.0), 1);
        int value = few[rank - 1];
        return percentile == 0.0 ? value : value + (1L << shift(value)) - 1;
    }

    /**
     * The smallest latency that cannot be told apart from the given one.
     *
     * @param latencyMicros 1 µs to 60 s
     */
    public static long lowestOfBucket(long latencyMicros) {
        int shift = shift(latencyMicros);
        return latencyMicros >>> shift << shift;
    }

    private static int shift(long value) {
        return Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(value) - SUB_BUCKET_BITS);
    }
}
