package dev.headgate.schemas.codec;

import dev.headgate.schemas.sketch.LatencySketch;

/**
 * One latency sketch in bytes: a form, the clamped count, then for form 1 the number of latencies and each latency as
 * its distance from the one before; for form 4 the number of buckets, and for each how many buckets it lies behind the one
 * before and its count. Form 2, which earlier releases wrote in its place, has the distance of the buckets' lowest latencies. Form 3 is of coarse latencies: how many there are, then all latencies with these at
 * their upper edges, then at their lower ones, each in one of the others; earlier releases do not know it. Which of these is used
 * depends on the content alone, so equal sketches have equal bytes. Form 5 is for what is kept: the length and the bytes of a packed
 * sketch, half as many as form 4 and slower to write.
 */
final class SketchBytes {

    private static final int VALUES = 1;
    private static final int BUCKETS = 2;
    private static final int COARSE = 3;
    private static final int COUNTED = 4;
    private static final int PACKED = 5;

    private SketchBytes() {}

    static void write(BinaryWriter out, LatencySketch sketch) {
        if (sketch.isCoarse()) {
            out.octet(COARSE);
            out.number(sketch.coarseCount());
            writeEdges(out, sketch);
            writeEdges(out, sketch.atLeast());
        } else {
            writeEdges(out, sketch);
        }
    }

    /** In as few bytes as can be; coarse latencies as ever. */
    static void writePacked(BinaryWriter out, LatencySketch sketch) {
        if (sketch.isCoarse()) {
            write(out, sketch);
            return;
        }
        byte[] packed = sketch.packedBytes();
        out.octet(PACKED);
        out.number(sketch.clampedCount());
        out.number(packed.length);
        out.octets(packed);
    }

    private static void writeEdges(BinaryWriter out, LatencySketch sketch) {
        boolean few = sketch.count() <= LatencySketch.FEW;
        out.octet(few ? VALUES : COUNTED);
        out.number(sketch.clampedCount());
        if (few) {
            writeValues(out, sketch);
        } else {
            writeBuckets(out, sketch);
        }
    }

    /** @throws CodecException if it is none */
    static LatencySketch read(BinaryReader in) {
        int form = in.octet();
        if (form != COARSE) {
            return readEdges(in, form);
        }
        long coarse = in.amount();
        LatencySketch upper = readEdges(in, in.octet());
        LatencySketch lower = readEdges(in, in.octet());
        try {
            return LatencySketch.between(upper, lower, coarse);
        } catch (IllegalArgumentException contradiction) {
            throw in.broken(String.valueOf(contradiction.getMessage()));
        }
    }

    private static LatencySketch readEdges(BinaryReader in, int form) {
        long clamped = in.amount();
        LatencySketch sketch = switch (form) {
            case VALUES -> readValues(in, clamped);
            case BUCKETS -> readBuckets(in, clamped);
            case COUNTED -> readCounted(in, clamped);
            case PACKED -> readPacked(in, clamped);
            default -> throw in.broken("form " + form + " is not known");
        };
        if (sketch.clampedCount() != clamped) {
            throw in.broken("it counts more latencies over 60 s than it holds");
        }
        return sketch;
    }

    private static void writeValues(BinaryWriter out, LatencySketch sketch) {
        out.number(sketch.count());
        long[] before = {0};
        sketch.forEachBucket((lowest, count) -> {
            for (long i = 0; i < count; i++) {
                out.number(lowest - before[0]);
                before[0] = lowest;
            }
        });
    }

    private static void writeBuckets(BinaryWriter out, LatencySketch sketch) {
        long[] buckets = {0, 0};
        sketch.forEachBucket((lowest, count) -> buckets[0]++);
        out.number(buckets[0]);
        sketch.forEachBucket((lowest, count) -> {
            int place = LatencySketch.placeOf(lowest);
            out.number(place - buckets[1]);
            out.number(count);
            buckets[1] = place;
        });
    }

    private static LatencySketch readValues(BinaryReader in, long clamped) {
        Filling filling = new Filling(clamped);
        int count = in.count();
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = next(in, value);
            filling.add(in, value, 1);
        }
        return filling.sketch;
    }

    private static LatencySketch readBuckets(BinaryReader in, long clamped) {
        Filling filling = new Filling(clamped);
        int buckets = in.count();
        long value = 0;
        for (int i = 0; i < buckets; i++) {
            value = next(in, value);
            filling.add(in, value, in.amount());
        }
        return filling.sketch;
    }

    private static LatencySketch readCounted(BinaryReader in, long clamped) {
        Filling filling = new Filling(clamped);
        int buckets = in.count();
        long place = 0;
        for (int i = 0; i < buckets; i++) {
            place += in.smallNumber();
            if (place < 1 || place > LatencySketch.HIGHEST_PLACE) {
                throw in.broken("there is no bucket " + place);
            }
            filling.add(in, LatencySketch.lowestAt((int) place), in.amount());
        }
        return filling.sketch;
    }

    private static LatencySketch readPacked(BinaryReader in, long clamped) {
        try {
            return LatencySketch.ofPacked(in.octets(in.count()), clamped);
        } catch (IllegalArgumentException unreadable) {
            throw in.broken(String.valueOf(unreadable.getMessage()));
        }
    }

    private static long next(BinaryReader in, long before) {
        long value = before + in.smallNumber();
        if (value < LatencySketch.LOWEST_MICROS || value > LatencySketch.HIGHEST_MICROS) {
            throw in.broken("a latency of " + value + " us is outside 1 us to 60 s");
        }
        return value;
    }

    /** A sketch being filled; the clamped latencies are some of those in the highest bucket. */
    private static final class Filling {

        private static final long HIGHEST_BUCKET = LatencySketch.lowestOfBucket(LatencySketch.HIGHEST_MICROS);

        private final LatencySketch sketch = new LatencySketch();
        private long clampedLeft;
        private long count;

        Filling(long clamped) {
            clampedLeft = clamped;
        }

        void add(BinaryReader in, long value, long more) {
            if (more < 1 || more > Long.MAX_VALUE - count) {
                throw in.broken("a count of " + more + " is not possible");
            }
            count += more;
            long clamped = value >= HIGHEST_BUCKET ? Math.min(more, clampedLeft) : 0;
            clampedLeft -= clamped;
            sketch.record(LatencySketch.HIGHEST_MICROS + 1, clamped);
            sketch.record(value, more - clamped);
        }
    }
}
