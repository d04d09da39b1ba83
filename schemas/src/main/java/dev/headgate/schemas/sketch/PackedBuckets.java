package dev.headgate.schemas.sketch;

/**
 * What a histogram holds in about a fiftieth of its room, for sketches that are kept but hardly change any more: how many
 * buckets there are, how far each lies behind the one before, and its count, in few bits. Immutable.
 */
final class PackedBuckets {

    /** Stands for "nothing is packed". */
    static final PackedBuckets NONE = new PackedBuckets(new byte[0], 0);

    /** What the number of buckets and the place of the first are like. */
    private static final int MANY = 128;

    private final byte[] bytes;
    private final long count;

    private PackedBuckets(byte[] bytes, long count) {
        this.bytes = bytes;
        this.count = count;
    }

    static PackedBuckets of(LatencySketch sketch) {
        long[] buckets = {0};
        sketch.forEachBucket((lowest, count) -> buckets[0]++);
        Packing packing = new Packing(buckets[0]);
        sketch.forEachBucket(packing);
        return new PackedBuckets(packing.out.toBytes(), sketch.count());
    }

    /**
     * What {@link #bytes} gave. They are shared: nobody may change them.
     *
     * @throws IllegalArgumentException if these are not buckets of a sketch
     */
    static PackedBuckets of(byte[] bytes) {
        long count = 0;
        Unpacking unpacking = new Unpacking(bytes);
        while (unpacking.next()) {
            if (unpacking.count < 1 || unpacking.count > Long.MAX_VALUE - count) {
                throw new IllegalArgumentException("a count of " + unpacking.count + " is not possible");
            }
            if (unpacking.place < 1 || unpacking.place > LatencySketch.HIGHEST_PLACE) {
                throw new IllegalArgumentException("there is no bucket " + unpacking.place);
            }
            count += unpacking.count;
        }
        if (!unpacking.in.ended()) {
            throw new IllegalArgumentException("there are bytes too many");
        }
        return new PackedBuckets(bytes, count);
    }

    /** Shared: nobody may change them. */
    byte[] bytes() {
        return bytes;
    }

    /** How many latencies there are. */
    long count() {
        return count;
    }

    /** Shows every bucket, from the lowest to the highest. */
    void forEach(LatencySketch.BucketVisitor visitor) {
        Unpacking unpacking = new Unpacking(bytes);
        while (unpacking.next()) {
            visitor.bucket(Buckets.lowest((int) unpacking.place), unpacking.count);
        }
    }

    /** The smallest value of the bucket in which so many latencies are reached, counted from the lowest. */
    long atRank(long rank) {
        long before = 0;
        Unpacking unpacking = new Unpacking(bytes);
        while (unpacking.next()) {
            before += unpacking.count;
            if (before >= rank) {
                return Buckets.lowest((int) unpacking.place);
            }
        }
        throw new IllegalArgumentException("there are only " + count + " latencies, none of rank " + rank);
    }

    private static final class Packing implements LatencySketch.BucketVisitor {

        private final BitWriter out = new BitWriter();
        private final Expectation gaps = new Expectation(0);
        private final Expectation counts = new Expectation(0);
        private long before;

        Packing(long buckets) {
            out.number(buckets, new Expectation(MANY));
        }

        @Override
        public void bucket(long lowestMicros, long count) {
            int place = Buckets.index(lowestMicros);
            if (before == 0) {
                out.number(place, new Expectation(MANY));
            } else {
                out.number(place - before - 1, gaps);
            }
            out.number(count - 1, counts);
            before = place;
        }
    }

    private static final class Unpacking {

        private final BitReader in;
        private final Expectation gaps = new Expectation(0);
        private final Expectation counts = new Expectation(0);
        private long left;
        private long place;
        private long count;

        Unpacking(byte[] bytes) {
            in = new BitReader(bytes);
            left = bytes.length == 0 ? 0 : in.number(new Expectation(MANY));
        }

        /** Whether there is another bucket, which place and count are of then. */
        boolean next() {
            if (left == 0) {
                return false;
            }
            left--;
            place = place == 0 ? in.number(new Expectation(MANY)) : place + 1 + in.number(gaps);
            count = in.number(counts) + 1;
            return true;
        }
    }
}
