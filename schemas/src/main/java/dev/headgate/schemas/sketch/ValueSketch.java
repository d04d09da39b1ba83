package dev.headgate.schemas.sketch;

import java.util.Collections;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The values of any distribution, counted in buckets that are less than 0.8 % wide over the whole range of numbers, both
 * sides of zero. Adding is exact, associative and commutative. Immutable.
 *
 * @param buckets how many values fell into each bucket, by the bucket's number, which rises with the values
 */
public record ValueSketch(SortedMap<Integer, Long> buckets) {

    /** No value. */
    public static final ValueSketch EMPTY = new ValueSketch(Collections.emptySortedMap());

    /** Bits of a double's mantissa that are left out: seven stay, so that a bucket is 1/128 of its value wide. */
    private static final int DROPPED_BITS = 45;

    /** Copies the map. */
    public ValueSketch {
        buckets = Collections.unmodifiableSortedMap(new TreeMap<>(buckets));
    }

    /** One value, which must be a number. */
    public static ValueSketch of(double value) {
        return new ValueSketch(new TreeMap<>(java.util.Map.of(bucket(value), 1L)));
    }

    /** The values of both. */
    public ValueSketch plus(ValueSketch other) {
        if (other.buckets.isEmpty()) {
            return this;
        }
        if (buckets.isEmpty()) {
            return other;
        }
        TreeMap<Integer, Long> sum = new TreeMap<>(buckets);
        other.buckets.forEach((bucket, count) -> sum.merge(bucket, count, Long::sum));
        return new ValueSketch(sum);
    }

    /** How many values. */
    public long count() {
        return buckets.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * The value of the smallest bucket at or below which this share of the values lies, less than 0.8 % off: the bucket's
     * end towards zero, which whole numbers below 256 are themselves. Empty without values.
     *
     * @param quantile above 0, at most 1
     */
    public OptionalDouble quantile(double quantile) {
        long all = count();
        if (all == 0) {
            return OptionalDouble.empty();
        }
        long rank = Math.max(1, (long) Math.ceil(quantile * all - 1e-9));
        long seen = 0;
        for (var entry : buckets.entrySet()) {
            seen += entry.getValue();
            if (seen >= rank) {
                return OptionalDouble.of(towardsZero(entry.getKey()));
            }
        }
        return OptionalDouble.of(towardsZero(buckets.lastKey()));
    }

    private static int bucket(double value) {
        int magnitude = (int) (Double.doubleToLongBits(Math.abs(value)) >>> DROPPED_BITS);
        return value < 0 ? -magnitude - 1 : magnitude;
    }

    private static double towardsZero(int bucket) {
        if (bucket < 0) {
            return -Double.longBitsToDouble((long) (-bucket - 1) << DROPPED_BITS);
        }
        return Double.longBitsToDouble((long) bucket << DROPPED_BITS);
    }
}
