package dev.headgate.schemas.sketch;

import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Latencies of many requests, in microseconds, in the buckets of an HdrHistogram with two significant digits over the
 * fixed range 1 µs to 60 s, and with its quantiles to the last bit. The worst relative error of a quantile is 1/128 = 0.78 %. Adding is exact, associative and commutative, so any
 * order, partitioning or replay gives the same numbers. Values below the range count as 1 µs; values above it count as
 * 60 s and are counted apart. Up to {@value #FEW} latencies are held as a sorted list of some hundred bytes, more as the
 * counts of a stretch of buckets of up to 20 kB, which {@link #pack} makes small until something is put in again; which
 * of these is never visible.
 *
 * <p>Some latencies may be coarse: known only to lie between two bounds, as histograms of others tell them. Such a one is held
 * at its upper edge in all figures, and at its lower edge in those that say "at least"; between both lies what an exact sketch
 * would say, whatever bounds were added together. A sketch without coarse latencies takes no more room for that. Not thread-safe, but safe to read from many threads once nobody changes it any more.
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
    static final int SUB_BUCKET_BITS = 8;

    /** The bucket that {@link #HIGHEST_MICROS} falls into. */
    public static final int HIGHEST_PLACE = Buckets.index(HIGHEST_MICROS);

    private FewLatencies few;
    private Buckets many;
    private PackedBuckets packed;
    private Form form;
    private long clamped;
    private @Nullable Lower lower;

    /** Where latencies lie at least, and how many of them are coarse. */
    private static final class Lower {

        private final LatencySketch edges;
        private long coarse;

        Lower(LatencySketch edges, long coarse) {
            this.edges = edges;
            this.coarse = coarse;
        }
    }

    private enum Form {
        FEW,
        MANY,
        PACKED
    }

    /** An empty sketch. */
    public LatencySketch() {
        this(new FewLatencies(), Buckets.NONE, PackedBuckets.NONE, Form.FEW, 0);
    }

    private LatencySketch(FewLatencies few, Buckets many, PackedBuckets packed, Form form, long clamped) {
        this.few = few;
        this.many = many;
        this.packed = packed;
        this.form = form;
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
        if (lower != null) {
            lower.edges.record(latencyMicros, count);
        }
    }

    /**
     * Counts latencies that are known to lie between two bounds. Their edges are the buckets that lie wholly between, so that a
     * bound separates what lies on its sides; where there is at most one, they are exact and held as such.
     *
     * @param aboveMicros they are greater, 0 or more
     * @param atMostMicros they are not greater; as large as can be for no bound
     * @throws IllegalArgumentException if the count is negative or the second bound is not above the first
     */
    public void recordBetween(long aboveMicros, long atMostMicros, long count) {
        if (aboveMicros < 0 || atMostMicros <= aboveMicros) {
            throw new IllegalArgumentException("nothing lies above " + aboveMicros + " and not above " + atMostMicros);
        }
        long lowest = lowestBeyond(aboveMicros);
        long highest = highestWithin(atMostMicros);
        if (lowestOfBucket(Math.min(lowest, HIGHEST_MICROS)) >= lowestOfBucket(Math.min(highest, HIGHEST_MICROS))) {
            record(atMostMicros - (atMostMicros - aboveMicros) / 2, count);
            return;
        }
        Lower known = lower == null ? new Lower(copy(), 0) : lower;
        lower = null;
        record(highest, count);
        known.edges.record(lowest, count);
        known.coarse += count;
        lower = known.coarse == 0 ? null : known;
    }

    /** Whether it holds latencies that are only known to lie between two bounds. */
    public boolean isCoarse() {
        return lower != null;
    }

    /**
     * At least so large is the given quantile, whatever its coarse latencies are: the lower edge of the bucket in which it lies
     * then, microseconds. Empty for an empty sketch, and where that is the bucket of {@link #quantile} itself.
     *
     * @param quantile 0 to 1
     */
    public OptionalLong quantileAtLeast(double quantile) {
        if (lower == null || isEmpty()) {
            return OptionalLong.empty();
        }
        long least = lowestOfBucket(lower.edges.quantile(quantile).orElseThrow());
        return least == lowestOfBucket(quantile(quantile).orElseThrow())
                ? OptionalLong.empty()
                : OptionalLong.of(least);
    }

    /** How many of the latencies are only known to lie between two bounds. */
    public long coarseCount() {
        return lower == null ? 0 : lower.coarse;
    }

    /** The same latencies at their lower edges; this one if none is coarse. Shared: to be read only. */
    public LatencySketch atLeast() {
        return lower == null ? this : lower.edges;
    }

    /**
     * Latencies of which some are coarse, from both of their edges.
     *
     * @param upper all of them, coarse ones at their upper edges
     * @param lowerEdges the same at their lower edges
     * @param coarse how many are coarse
     * @throws IllegalArgumentException if these do not fit together
     */
    public static LatencySketch between(LatencySketch upper, LatencySketch lowerEdges, long coarse) {
        if (upper.isCoarse() || lowerEdges.isCoarse() || upper.count() != lowerEdges.count()) {
            throw new IllegalArgumentException("lower and upper edges must be of the same latencies, found "
                    + lowerEdges.count() + " and " + upper.count());
        }
        if (coarse < 1 || coarse > upper.count()) {
            throw new IllegalArgumentException(
                    "at least one and at most all latencies can be coarse, found " + coarse + " of " + upper.count());
        }
        LatencySketch sketch = upper.copy();
        sketch.lower = new Lower(lowerEdges.copy(), coarse);
        return sketch;
    }

    /** Adds all that the other holds. */
    public void add(LatencySketch other) {
        if (lower != null || other.lower != null) {
            addLower(other);
        }
        addUpper(other);
    }

    private void addLower(LatencySketch other) {
        Lower known = lower == null ? new Lower(copy(), 0) : lower;
        known.edges.addUpper(other.atLeast());
        known.coarse += other.coarseCount();
        lower = known;
    }

    private void addUpper(LatencySketch other) {
        if (other.isFew()) {
            FewLatencies others = other.few;
            for (int i = 0, end = others.count(); i < end; i++) {
                put(others.get(i), 1);
            }
        } else if (other.form == Form.PACKED) {
            if (!isFew() || !few.haveRoomFor(other.count())) {
                spread();
            }
            other.packed.forEach(isFew() ? this::put : many::put);
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
            spread();
            if (other.form == Form.MANY) {
                many.subtract(other.many);
            } else {
                other.forEachBucket(many::take);
            }
        }
        clamped -= other.clamped;
        subtractLower(other);
    }

    private void subtractLower(LatencySketch other) {
        if (lower == null && other.lower == null) {
            return;
        }
        if (lower == null || other.coarseCount() > lower.coarse) {
            throw new IllegalArgumentException("cannot take away coarse latencies that are not there");
        }
        lower.edges.subtract(other.lower == null ? other : other.lower.edges);
        lower.coarse -= other.coarseCount();
        if (lower.coarse == 0) {
            lower = null;
        }
    }

    /** Takes less room from now on, at the price of the next change; for a sketch that hardly changes any more. */
    public void pack() {
        if (form != Form.PACKED && !isEmpty()) {
            packed = PackedBuckets.of(this);
            many = Buckets.NONE;
            few = FewLatencies.UNUSED;
            form = Form.PACKED;
        }
        if (lower != null) {
            lower.edges.pack();
        }
    }

    /**
     * The buckets and their counts in few bytes, for {@link #ofPacked}; equal exact sketches have equal bytes. Shared with the
     * sketch if that is packed: nobody may change them.
     *
     * @throws IllegalStateException if some of the latencies are coarse
     */
    public byte[] packedBytes() {
        if (lower != null) {
            throw new IllegalStateException("coarse latencies have no single bucket");
        }
        return (form == Form.PACKED ? packed : PackedBuckets.of(this)).bytes();
    }

    /**
     * The sketch whose {@link #packedBytes} and clamped count these are. The bytes are shared: nobody may change them.
     *
     * @throws IllegalArgumentException if these are of no sketch
     */
    public static LatencySketch ofPacked(byte[] bytes, long clamped) {
        PackedBuckets packed = PackedBuckets.of(bytes);
        LatencySketch sketch = new LatencySketch(FewLatencies.UNUSED, Buckets.NONE, packed, Form.PACKED, clamped);
        if (clamped < 0 || clamped > sketch.countAbove(lowestOfBucket(HIGHEST_MICROS) - 1)) {
            throw new IllegalArgumentException("it counts more latencies over 60 s than it holds");
        }
        return sketch;
    }

    /** How many latencies it holds. */
    public long count() {
        return switch (form) {
            case FEW -> few.count();
            case MANY -> many.count();
            case PACKED -> packed.count();
        };
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
        long rank = rank(quantile * 100, count());
        long lowest = switch (form) {
            case FEW -> few.get((int) rank - 1);
            case MANY -> many.atRank(rank);
            case PACKED -> packed.atRank(rank);
        };
        return OptionalLong.of(quantile == 0 ? lowest : highestOfBucket(lowest));
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
        if (form == Form.MANY) {
            return many.countAbove(Math.max(latencyMicros, 0));
        }
        long bucket = lowestOfBucket(Math.max(latencyMicros, 0));
        long[] above = {0};
        forEachBucket((lowest, count) -> above[0] += lowest > bucket ? count : 0);
        return above[0];
    }

    /** Shows every bucket that holds something, from the lowest to the highest. */
    public void forEachBucket(BucketVisitor visitor) {
        switch (form) {
            case FEW -> few.forEach(visitor);
            case MANY -> many.forEach(visitor);
            case PACKED -> packed.forEach(visitor);
        }
    }

    /** A copy that can be changed on its own. */
    public LatencySketch copy() {
        LatencySketch copy = new LatencySketch(
                isFew() ? few.copy() : few, form == Form.MANY ? many.copy() : many, packed, form, clamped);
        copy.lower = lower == null ? null : new Lower(lower.edges.copy(), lower.coarse);
        return copy;
    }

    /** Whether both hold the same latencies, as far as sketches tell them apart. */
    @Override
    public boolean equals(Object object) {
        if (!(object instanceof LatencySketch other)) {
            return false;
        }
        if (count() != other.count() || clamped != other.clamped || coarseCount() != other.coarseCount()) {
            return false;
        }
        if (lower != null && !Objects.equals(atLeast(), other.atLeast())) {
            return false;
        }
        if (isFew() && other.isFew()) {
            return few.holdSameAs(other.few);
        }
        return buckets().holdSameAs(other.buckets());
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
        return form == Form.FEW;
    }

    private void put(long value, long count) {
        if (isFew() && few.haveRoomFor(count)) {
            few.put((int) lowestOfBucket(value), (int) count);
        } else {
            spread();
            many.put(value, count);
        }
    }

    private void spread() {
        if (form != Form.MANY) {
            many = buckets();
            form = Form.MANY;
            few = FewLatencies.UNUSED;
            packed = PackedBuckets.NONE;
        }
    }

    /** The buckets themselves, or what there is as buckets. */
    private Buckets buckets() {
        if (form == Form.MANY) {
            return many;
        }
        Buckets buckets = new Buckets();
        forEachBucket(buckets::put);
        return buckets;
    }

    /** The rank as HdrHistogram computes it, to the last bit. */
    private static long rank(double percentile, long count) {
        double share = Math.min(Math.max(Math.nextAfter(percentile, Double.NEGATIVE_INFINITY), 0.0), 100.0);
        return Math.max((long) Math.ceil(share * count / 100.0), 1);
    }

    private void takeFromFew(LatencySketch other) {
        if (other.count() > few.count()) {
            throw new IllegalArgumentException(
                    "cannot take away " + other.count() + " latencies, there are " + few.count());
        }
        FewLatencies rest = few.copy();
        other.forEachBucket(rest::take);
        few = rest;
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

    /** The smallest latency of the smallest bucket that holds nothing up to a bound. */
    private static long lowestBeyond(long aboveMicros) {
        if (aboveMicros >= HIGHEST_MICROS) {
            return aboveMicros;
        }
        long lowest = lowestOfBucket(aboveMicros + 1);
        return lowest > aboveMicros ? lowest : highestOfBucket(lowest) + 1;
    }

    /** The largest latency of the largest bucket that holds nothing beyond a bound; of those above 60 s the bound itself. */
    private static long highestWithin(long atMostMicros) {
        if (atMostMicros > HIGHEST_MICROS) {
            return atMostMicros;
        }
        long lowest = lowestOfBucket(atMostMicros);
        return highestOfBucket(lowest) <= atMostMicros ? atMostMicros : lowest - 1;
    }

    /**
     * Which bucket a latency falls into, counted from 0 and without gaps: the latencies below one microsecond would be in
     * the first.
     *
     * @param latencyMicros 1 µs to 60 s
     */
    public static int placeOf(long latencyMicros) {
        return Buckets.index(latencyMicros);
    }

    /**
     * The smallest latency of a bucket, microseconds.
     *
     * @param place 1 to {@link #HIGHEST_PLACE}
     */
    public static long lowestAt(int place) {
        return Buckets.lowest(place);
    }

    /** The largest latency that cannot be told apart from the given one, which is its bucket's smallest. */
    static long highestOfBucket(long lowestMicros) {
        return lowestMicros + (1L << shift(lowestMicros)) - 1;
    }

    static int shift(long value) {
        return Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(value) - SUB_BUCKET_BITS);
    }
}
