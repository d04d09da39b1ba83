package dev.headgate.benchmarks.statistics;

import java.util.function.LongToDoubleFunction;

/**
 * What is simulated.
 *
 * @param canaryRate the canary's requests a second, on average, by second
 * @param baselineRate the baseline's
 * @param canaryErrors the share of the canary's requests that fail, by second
 * @param baselineErrors the share of the baseline's
 * @param cluster how many requests fail together
 * @param latencies what the canary's latencies are like; none simulates errors only
 * @param slowFrom from which second on the canary's latencies are so; like the baseline's before
 * @param lostSuccesses share of the canary's successes whose telemetry is lost
 */
record Release(
        LongToDoubleFunction canaryRate,
        LongToDoubleFunction baselineRate,
        LongToDoubleFunction canaryErrors,
        LongToDoubleFunction baselineErrors,
        int cluster,
        Latencies latencies,
        long slowFrom,
        double lostSuccesses) {

    /** Both versions fail at the same rate. */
    static Release healthy(double canaryRate, double baselineRate, double errors) {
        return new Release(
                any -> canaryRate, any -> baselineRate, any -> errors, any -> errors, 1, Latencies.NONE, 0, 0);
    }

    Release failing(double errors, long from) {
        LongToDoubleFunction before = canaryErrors;
        return new Release(
                canaryRate,
                baselineRate,
                second -> second < from ? before.applyAsDouble(second) : errors,
                baselineErrors,
                cluster,
                latencies,
                slowFrom,
                lostSuccesses);
    }

    Release inClustersOf(int size) {
        return new Release(
                canaryRate, baselineRate, canaryErrors, baselineErrors, size, latencies, slowFrom, lostSuccesses);
    }

    Release withLatencies(Latencies canary, long from) {
        return new Release(canaryRate, baselineRate, canaryErrors, baselineErrors, cluster, canary, from, lostSuccesses);
    }

    Release losing(double successes) {
        return new Release(
                canaryRate, baselineRate, canaryErrors, baselineErrors, cluster, latencies, slowFrom, successes);
    }

    Release withRates(LongToDoubleFunction canary, LongToDoubleFunction baseline) {
        return new Release(
                canary, baseline, canaryErrors, baselineErrors, cluster, latencies, slowFrom, lostSuccesses);
    }

    Release withErrors(LongToDoubleFunction both) {
        return new Release(canaryRate, baselineRate, both, both, cluster, latencies, slowFrom, lostSuccesses);
    }
}
