package dev.headgate.processor.otlp;

import dev.headgate.schemas.codec.DeadLetterCause;
import dev.headgate.schemas.sketch.LatencySketch;

/**
 * The latencies of a data point: each lies between the bounds of its bucket, and all between the least and the greatest, where
 * these are told. How well they are known is kept by the sketch.
 */
final class PointSketch {

    /** More requests than a data point can be of; sums stay far from what a number holds. */
    private static final long MOST = 1_000_000_000_000L;

    private static final int LEAST_SCALE = -10;
    private static final int GREATEST_SCALE = 20;
    private static final double UNBOUNDED = Double.POSITIVE_INFINITY;

    private final PointFields point;
    private final double microsPerUnit;
    private final LatencySketch latencies = new LatencySketch();

    private PointSketch(PointFields point, double microsPerUnit) {
        this.point = point;
        this.microsPerUnit = microsPerUnit;
    }

    /**
     * The latencies of a point.
     *
     * @param microsPerUnit what its numbers are in
     * @throws Unusable if its numbers contradict each other
     */
    static LatencySketch of(PointFields point, double microsPerUnit) {
        if (point.count < 0 || point.count > MOST) {
            throw invalid("count: expected at most " + MOST + ", found " + Long.toUnsignedString(point.count));
        }
        PointSketch sketch = new PointSketch(point, microsPerUnit);
        if (point.exponential) {
            sketch.addExponential();
        } else {
            sketch.addExplicit();
        }
        if (sketch.latencies.count() != point.count) {
            throw invalid("bucketCounts: expected " + point.count + " in all as count says, found "
                    + sketch.latencies.count());
        }
        return sketch.latencies;
    }

    private void addExplicit() {
        int bounds = point.bounds.size();
        if (point.counts.size() == 0 && bounds == 0) {
            add(0, UNBOUNDED, point.count);
            return;
        }
        if (point.counts.size() != bounds + 1) {
            throw invalid("bucketCounts: expected one more than the " + bounds + " explicitBounds, found "
                    + point.counts.size());
        }
        double above = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < bounds; i++) {
            double bound = point.bounds.get(i);
            if (!(bound > above) || bound == UNBOUNDED) {
                throw invalid("explicitBounds: expected finite ones in ascending order, found " + bound);
            }
            add(above, bound, point.counts.get(i));
            above = bound;
        }
        add(above, UNBOUNDED, point.counts.get(bounds));
    }

    private void addExponential() {
        if (point.negative) {
            throw invalid("negative: expected no latency below 0");
        }
        if (point.scale < LEAST_SCALE || point.scale > GREATEST_SCALE) {
            throw invalid("scale: expected " + LEAST_SCALE + " to " + GREATEST_SCALE + ", found " + point.scale);
        }
        add(0, Math.max(point.zeroThreshold, 1 / microsPerUnit), point.zeroCount);
        for (int i = 0; i < point.counts.size(); i++) {
            long count = point.counts.get(i);
            if (count != 0) {
                long index = (long) point.offset + i;
                add(bound(index), bound(index + 1), count);
            }
        }
    }

    private double bound(long index) {
        return StrictMath.pow(2, index * StrictMath.pow(2, -point.scale));
    }

    private void add(double above, double atMost, long count) {
        if (count == 0) {
            return;
        }
        if (count < 0 || count > point.count - latencies.count()) {
            throw invalid("bucketCounts: expected " + point.count + " in all as count says, found more");
        }
        if (atMost < 0) {
            throw invalid("bucketCounts: expected no latency below 0, found " + count + " up to " + atMost);
        }
        double least = point.hasMinimum && point.minimum <= atMost ? Math.max(above, below(point.minimum)) : above;
        double most = point.hasMaximum && point.maximum > above ? Math.min(atMost, point.maximum) : atMost;
        long aboveMicros = Math.min(micros(least), Long.MAX_VALUE / 2);
        latencies.recordBetween(aboveMicros, Math.max(micros(most), aboveMicros + 1), count);
    }

    /** Something below a value that is itself among the latencies. */
    private double below(double minimum) {
        return minimum - 1 / microsPerUnit;
    }

    private long micros(double value) {
        return Math.max(0, Math.round(value * microsPerUnit));
    }

    private static Unusable invalid(String found) {
        return new Unusable(DeadLetterCause.INVALID_VALUE, found);
    }
}
