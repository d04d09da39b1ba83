package dev.headgate.schemas.sketch;

import java.util.Arrays;

/**
 * What a histogram holds in about a twentieth of its room, for sketches that are kept but hardly change any more: how many
 * buckets each lies behind the one before and its count, in groups of seven bits. Immutable.
 */
final class PackedBuckets {

    /** Stands for "nothing is packed". */
    static final PackedBuckets NONE = new PackedBuckets(new byte[0], 0);

    private static final int GROUP = 0x7f;
    private static final int MORE = 0x80;
    private static final int LONGEST_BUCKET = 2 * 10;

    private final byte[] bytes;
    private final long count;

    private PackedBuckets(byte[] bytes, long count) {
        this.bytes = bytes;
        this.count = count;
    }

    static PackedBuckets of(Buckets buckets) {
        Packing packing = new Packing();
        buckets.forEach(packing);
        return new PackedBuckets(Arrays.copyOf(packing.room, packing.end), buckets.count());
    }

    /** How many latencies there are. */
    long count() {
        return count;
    }

    /** Shows every bucket, from the lowest to the highest. */
    void forEach(LatencySketch.BucketVisitor visitor) {
        int at = 0;
        long place = 0;
        while (at < bytes.length) {
            place += get(at);
            at = next(at);
            visitor.bucket(Buckets.lowest((int) place), get(at));
            at = next(at);
        }
    }

    /** The smallest value of the bucket in which so many latencies are reached, counted from the lowest. */
    long atRank(long rank) {
        long before = 0;
        long place = 0;
        int at = 0;
        while (at < bytes.length) {
            place += get(at);
            at = next(at);
            before += get(at);
            at = next(at);
            if (before >= rank) {
                return Buckets.lowest((int) place);
            }
        }
        throw new IllegalArgumentException("there are only " + count + " latencies, none of rank " + rank);
    }

    private static final class Packing implements LatencySketch.BucketVisitor {
        private byte[] room = new byte[256];
        private int end;
        private long before;

        @Override
        public void bucket(long lowestMicros, long count) {
            if (end + LONGEST_BUCKET > room.length) {
                room = Arrays.copyOf(room, room.length * 2);
            }
            int place = Buckets.index(lowestMicros);
            end = put(room, end, place - before);
            end = put(room, end, count);
            before = place;
        }
    }

    private static int put(byte[] room, int at, long number) {
        int end = at;
        long rest = number;
        while (rest > GROUP) {
            room[end++] = (byte) ((rest & GROUP) | MORE);
            rest >>>= 7;
        }
        room[end++] = (byte) rest;
        return end;
    }

    private long get(int at) {
        long number = 0;
        int shift = 0;
        int here = at;
        while ((bytes[here] & MORE) != 0) {
            number |= (long) (bytes[here++] & GROUP) << shift;
            shift += 7;
        }
        return number | ((long) bytes[here] << shift);
    }

    private int next(int at) {
        int here = at;
        while ((bytes[here] & MORE) != 0) {
            here++;
        }
        return here + 1;
    }
}
