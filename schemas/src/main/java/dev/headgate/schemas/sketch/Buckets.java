package dev.headgate.schemas.sketch;

/**
 * Counts in HdrHistogram's buckets for two significant digits, held only for the stretch of buckets that is in use: sums
 * of thousands of small sketches then cost what they hold and not what they could hold. Not thread-safe.
 */
final class Buckets {

    /** Stands for "no buckets": never written to. */
    static final Buckets NONE = new Buckets(new long[0], 0, 0);

    /** Buckets of one doubling of the latency. */
    private static final int HALF = 1 << (LatencySketch.SUB_BUCKET_BITS - 1);

    private static final int ROOM = 32;

    private long[] counts;
    private int first;
    private long total;

    Buckets() {
        this(new long[0], 0, 0);
    }

    private Buckets(long[] counts, int first, long total) {
        this.counts = counts;
        this.first = first;
        this.total = total;
    }

    /** How many latencies there are. */
    long count() {
        return total;
    }

    /** Counts a latency so many times. */
    void put(long value, long times) {
        int index = index(value);
        reach(index, index);
        counts[index - first] += times;
        total += times;
    }

    void add(Buckets other) {
        if (other.counts.length == 0) {
            return;
        }
        reach(other.first, other.first + other.counts.length - 1);
        int shift = other.first - first;
        for (int i = 0; i < other.counts.length; i++) {
            counts[i + shift] += other.counts[i];
        }
        total += other.total;
    }

    /**
     * Takes a latency away so many times.
     *
     * @throws IllegalArgumentException if it was not counted so often
     */
    void take(long value, long times) {
        int place = index(value) - first;
        if (place < 0 || place >= counts.length || counts[place] < times) {
            throw missing(value, times);
        }
        counts[place] -= times;
        total -= times;
    }

    /**
     * Takes away all that the other holds.
     *
     * @throws IllegalArgumentException if it holds what this does not
     */
    void subtract(Buckets other) {
        for (int i = 0; i < other.counts.length; i++) {
            if (other.counts[i] > 0) {
                take(lowest(other.first + i), other.counts[i]);
            }
        }
    }

    /** Shows every bucket that holds something, from the lowest to the highest. */
    void forEach(LatencySketch.BucketVisitor visitor) {
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                visitor.bucket(lowest(first + i), counts[i]);
            }
        }
    }

    /** The smallest value of the bucket in which so many latencies are reached, counted from the lowest. */
    long atRank(long rank) {
        long before = 0;
        for (int i = 0; i < counts.length; i++) {
            before += counts[i];
            if (before >= rank) {
                return lowest(first + i);
            }
        }
        throw new IllegalArgumentException("there are only " + total + " latencies, none of rank " + rank);
    }

    /** How many latencies lie in buckets above the value's. */
    long countAbove(long value) {
        long above = 0;
        for (int i = Math.max(0, index(value) + 1 - first); i < counts.length; i++) {
            above += counts[i];
        }
        return above;
    }

    Buckets copy() {
        return new Buckets(counts.clone(), first, total);
    }

    boolean holdSameAs(Buckets other) {
        int from = Math.min(first, other.first);
        int to = Math.max(first + counts.length, other.first + other.counts.length);
        for (int index = from; index < to; index++) {
            if (at(index) != other.at(index)) {
                return false;
            }
        }
        return true;
    }

    private long at(int index) {
        int place = index - first;
        return place < 0 || place >= counts.length ? 0 : counts[place];
    }

    /** Makes room from one bucket to another, and a little more towards where it has been growing. */
    private void reach(int from, int to) {
        if (counts.length == 0) {
            first = from;
            counts = new long[to - from + 1];
            return;
        }
        int end = first + counts.length;
        if (from >= first && to < end) {
            return;
        }
        int nextFirst = from < first ? Math.max(0, from - ROOM) : first;
        int nextEnd = to >= end ? to + 1 + ROOM : end;
        long[] wider = new long[nextEnd - nextFirst];
        System.arraycopy(counts, 0, wider, first - nextFirst, counts.length);
        counts = wider;
        first = nextFirst;
    }

    static int index(long value) {
        int shift = LatencySketch.shift(value);
        return shift * HALF + (int) (value >>> shift);
    }

    static long lowest(int index) {
        int shift = Math.max(0, index / HALF - 1);
        return (long) (index - shift * HALF) << shift;
    }

    private static IllegalArgumentException missing(long value, long times) {
        return new IllegalArgumentException(
                "cannot take away " + times + " latencies of " + value + " us, they are not there");
    }
}
