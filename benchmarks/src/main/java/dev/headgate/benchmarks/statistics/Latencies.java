package dev.headgate.benchmarks.statistics;

import java.util.List;

/**
 * How the canary's latencies differ from the baseline's, which are lognormal with a median of 80 ms and a sigma of 0.6.
 */
enum Latencies {
    /** None are simulated. */
    NONE("none", 1, 1),
    /** As the baseline's. */
    SAME("the same", 1, 1),
    /** All 1.2 times as long. */
    ALL_TIMES_1_2("all latency x 1.2", 1.2, 1),
    /** All twice as long. */
    ALL_TIMES_2("all latency x 2", 2, 1),
    /** Only what lies above p90 is stretched, so that p95 is 1.2 times as long. */
    TAIL_PLUS_20_PERCENT("tail only, p95 + 20 %", 1, tailFactor(1.2)),
    /** Only what lies above p90 is stretched, so that p95 is twice as long. */
    TAIL_TIMES_2("tail only, p95 x 2", 1, tailFactor(2));

    /** Those that are slower than the baseline's. */
    static final List<Latencies> WORSE = List.of(ALL_TIMES_1_2, ALL_TIMES_2, TAIL_PLUS_20_PERCENT, TAIL_TIMES_2);

    private static final double MEDIAN_MICROS = 80_000;
    private static final double SIGMA = 0.6;
    private static final double NORMAL_P90 = 1.2815515655446004;

    private final String words;
    private final double factor;
    private final double tail;

    Latencies(String words, double factor, double tail) {
        this.words = words;
        this.factor = factor;
        this.tail = tail;
    }

    /** A latency for a standard normal value, microseconds. */
    long micros(double normal) {
        double latency = MEDIAN_MICROS * Math.exp(SIGMA * normal);
        if (tail > 1 && normal > NORMAL_P90) {
            double p90 = MEDIAN_MICROS * Math.exp(SIGMA * NORMAL_P90);
            latency = p90 + (latency - p90) * tail;
        }
        return Math.round(latency * factor);
    }

    /** For people. */
    String words() {
        return words;
    }

    private static double tailFactor(double p95Factor) {
        double p90 = Math.exp(0.6 * 1.2815515655446004);
        double p95 = Math.exp(0.6 * 1.6448536269514722);
        return (p95 * p95Factor - p90) / (p95 - p90);
    }
}
