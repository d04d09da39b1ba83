package dev.headgate.schemas.model;

import dev.headgate.schemas.sketch.ValueSketch;

/**
 * Measurements of one series added up. Adding is associative and commutative to the last bit: sums are of whole
 * millionths, and the latest value is the one measured last, of several the largest.
 *
 * @param count how many measurements
 * @param lastAtMillis when the latest was measured, milliseconds since 1970-01-01 UTC
 * @param last its value
 * @param minimum the smallest value
 * @param maximum the largest value
 * @param sumMicros sum of the values, in millionths: of a ratio the good ones, of a count the increase, of a probe the
 *     successes, of an alert how often it was raised
 * @param totalMicros of a ratio the sum of the totals, in millionths; otherwise 0
 * @param values of a distribution its values; empty otherwise
 */
public record MeasurementSum(
        long count,
        long lastAtMillis,
        double last,
        double minimum,
        double maximum,
        long sumMicros,
        long totalMicros,
        ValueSketch values) {

    /** Largest value of a measurement, either side of zero: sums of nine thousand of them stay exact. */
    public static final double LARGEST = 1e9;

    private static final double MICROS = 1e6;

    /** What one measurement shows. */
    public static MeasurementSum of(Measurement measurement) {
        double value = measurement.value() + 0.0; // makes one zero of both
        return new MeasurementSum(
                1,
                measurement.measuredAtMillis(),
                value,
                value,
                value,
                micros(value),
                measurement.total().isPresent() ? micros(measurement.total().getAsDouble()) : 0,
                measurement.kind() == Measurement.Kind.VALUE ? ValueSketch.of(value) : ValueSketch.EMPTY);
    }

    /** Both together. */
    public MeasurementSum plus(MeasurementSum other) {
        boolean later = other.lastAtMillis > lastAtMillis
                || (other.lastAtMillis == lastAtMillis && Double.compare(other.last, last) > 0);
        return new MeasurementSum(
                count + other.count,
                Math.max(lastAtMillis, other.lastAtMillis),
                later ? other.last : last,
                Math.min(minimum, other.minimum),
                Math.max(maximum, other.maximum),
                saturated(sumMicros, other.sumMicros),
                saturated(totalMicros, other.totalMicros),
                values.plus(other.values));
    }

    private static long micros(double value) {
        return Math.round(value * MICROS);
    }

    private static long saturated(long one, long other) {
        long sum = one + other;
        boolean overflow = ((one ^ sum) & (other ^ sum)) < 0;
        return overflow ? (one < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
    }
}
