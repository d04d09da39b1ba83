package dev.headgate.cli.assess;

import dev.headgate.schemas.sketch.LatencySketch;

/** How a service's latencies are spread. Immutable. */
public sealed interface LatencyShape {

    /** The latency at a value of the standard normal distribution, microseconds: at 0 the median, at 2.33 p99. */
    double micros(double normal);

    /**
     * Latencies as they were recorded.
     *
     * @throws IllegalArgumentException if there are none
     */
    static LatencyShape recorded(LatencySketch latencies) {
        return Recorded.of(latencies);
    }

    /**
     * Logarithms that are spread as a normal distribution is.
     *
     * @param medianMicros the median, microseconds
     * @param p99Micros the 99th percentile, microseconds, above the median
     */
    record Lognormal(double medianMicros, double p99Micros) implements LatencyShape {
        private static final double NORMAL_P99 = 2.3263478740408408;

        @Override
        public double micros(double normal) {
            return medianMicros * StrictMath.exp(StrictMath.log(p99Micros / medianMicros) / NORMAL_P99 * normal);
        }
    }

    /** As they were recorded. */
    final class Recorded implements LatencyShape {
        private static final double FARTHEST = 4.5;
        private static final int STEPS_OF_ONE = 500;

        /** Latencies at equal steps from {@code -FARTHEST} to {@code FARTHEST}. */
        private final double[] micros;

        private Recorded(double[] micros) {
            this.micros = micros;
        }

        static Recorded of(LatencySketch latencies) {
            double[] micros = new double[(int) (2 * FARTHEST * STEPS_OF_ONE) + 1];
            double below = 0;
            for (int i = 0; i < micros.length; i++) {
                double normal = i / (double) STEPS_OF_ONE - FARTHEST;
                double density = StrictMath.exp(-normal * normal / 2) / StrictMath.sqrt(2 * StrictMath.PI);
                below += density / STEPS_OF_ONE;
                micros[i] = latencies
                        .quantile(Math.min(1, Math.max(Double.MIN_NORMAL, below - density / STEPS_OF_ONE / 2)))
                        .orElseThrow(() -> new IllegalArgumentException("there are no latencies"));
            }
            return new Recorded(micros);
        }

        @Override
        public double micros(double normal) {
            double place = (Math.min(FARTHEST, Math.max(-FARTHEST, normal)) + FARTHEST) * STEPS_OF_ONE;
            int before = Math.min((int) place, micros.length - 2);
            return micros[before] + (place - before) * (micros[before + 1] - micros[before]);
        }
    }
}
