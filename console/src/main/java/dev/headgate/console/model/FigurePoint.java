package dev.headgate.console.model;

import java.nio.ByteBuffer;

/**
 * A rollout's figures at one instant; what is not known is not a number.
 *
 * @param atMillis when, milliseconds since 1970-01-01 UTC
 * @param weight the canary's weight in force, percent
 * @param canary the canary's
 * @param baseline the baseline's
 */
record FigurePoint(long atMillis, float weight, Figures canary, Figures baseline) {

    /** How many bytes one takes. */
    static final int BYTES = Long.BYTES + 11 * Float.BYTES;

    /**
     * One version's.
     *
     * @param errorRate failed requests divided by requests
     * @param p50Millis median latency, milliseconds
     * @param p95Millis 95th percentile
     * @param p99Millis 99th percentile
     * @param requestsPerSecond requests a second
     */
    record Figures(float errorRate, float p50Millis, float p95Millis, float p99Millis, float requestsPerSecond) {

        static final Figures UNKNOWN = new Figures(Float.NaN, Float.NaN, Float.NaN, Float.NaN, Float.NaN);

        private void write(ByteBuffer bytes) {
            bytes.putFloat(errorRate)
                    .putFloat(p50Millis)
                    .putFloat(p95Millis)
                    .putFloat(p99Millis)
                    .putFloat(requestsPerSecond);
        }

        private static Figures read(ByteBuffer bytes) {
            return new Figures(
                    bytes.getFloat(), bytes.getFloat(), bytes.getFloat(), bytes.getFloat(), bytes.getFloat());
        }
    }

    void write(ByteBuffer bytes) {
        bytes.putLong(atMillis).putFloat(weight);
        canary.write(bytes);
        baseline.write(bytes);
    }

    static FigurePoint read(ByteBuffer bytes) {
        return new FigurePoint(bytes.getLong(), bytes.getFloat(), Figures.read(bytes), Figures.read(bytes));
    }
}
