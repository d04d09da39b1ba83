package dev.headgate.benchmarks.throughput.input;

import java.util.SplittableRandom;

/** How requests are drawn: latencies log-normal around 40 ms, one in two hundred fails. */
final class Requests {

    /** Events reach Kafka up to so much after their completion. */
    static final int MOST_DELAY_MILLIS = 200;

    private static final double MEDIAN_MICROS = 40_000;
    private static final double SPREAD = 0.5;
    private static final double ERROR_RATE = 0.005;

    private Requests() {}

    static long latencyMicros(SplittableRandom random) {
        return Math.round(MEDIAN_MICROS * Math.exp(SPREAD * random.nextGaussian()));
    }

    static boolean fails(SplittableRandom random) {
        return random.nextDouble() < ERROR_RATE;
    }

    static long completedAtMillis(SplittableRandom random, long nowMillis) {
        return nowMillis - random.nextInt(MOST_DELAY_MILLIS);
    }

    static String requestId(SplittableRandom random) {
        return Long.toHexString(random.nextLong() | 1L << 63).substring(0, 8);
    }
}
