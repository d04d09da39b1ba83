package dev.headgate.processor.otlp;

import java.util.Arrays;

/** The fields of one data point of a histogram, of either kind; used again for the next. Not thread-safe. */
final class PointFields {

    /** More buckets than any SDK makes. */
    static final int MOST_BUCKETS = 4_096;

    final Attributes attributes;
    final Numbers counts = new Numbers();
    final Doubles bounds = new Doubles();
    long startNanos;
    long endNanos;
    long count;
    double sum;
    boolean hasSum;
    double minimum;
    boolean hasMinimum;
    double maximum;
    boolean hasMaximum;
    long flags;
    boolean exponential;
    int scale;
    int offset;
    long zeroCount;
    double zeroThreshold;
    boolean negative;

    PointFields(AttributeKeys keys) {
        attributes = new Attributes(keys);
    }

    void clear(boolean isExponential) {
        attributes.clear();
        counts.clear();
        bounds.clear();
        startNanos = 0;
        endNanos = 0;
        count = 0;
        hasSum = false;
        hasMinimum = false;
        hasMaximum = false;
        flags = 0;
        exponential = isExponential;
        scale = 0;
        offset = 0;
        zeroCount = 0;
        zeroThreshold = 0;
        negative = false;
    }

    void sum(double value) {
        sum = value;
        hasSum = true;
    }

    void minimum(double value) {
        minimum = value;
        hasMinimum = true;
    }

    void maximum(double value) {
        maximum = value;
        hasMaximum = true;
    }

    private static Unusable tooMany() {
        return new Unusable("a data point has at most " + MOST_BUCKETS + " buckets");
    }

    /** Whole numbers, in the order in which they came. */
    static final class Numbers {

        private long[] values = new long[32];
        private int size;

        void clear() {
            size = 0;
        }

        void add(long value) {
            if (size == MOST_BUCKETS) {
                throw tooMany();
            }
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = value;
        }

        int size() {
            return size;
        }

        long get(int index) {
            return values[index];
        }
    }

    /** Numbers, in the order in which they came. */
    static final class Doubles {

        private double[] values = new double[32];
        private int size;

        void clear() {
            size = 0;
        }

        void add(double value) {
            if (size == MOST_BUCKETS) {
                throw tooMany();
            }
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = value;
        }

        int size() {
            return size;
        }

        double get(int index) {
            return values[index];
        }
    }
}
