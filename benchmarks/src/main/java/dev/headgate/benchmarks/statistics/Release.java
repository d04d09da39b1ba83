package dev.headgate.benchmarks.statistics;

import java.util.function.LongToDoubleFunction;

/**
 * What is simulated. Immutable; what is not changed stays healthy.
 *
 * @param rates requests a second on average
 * @param errors shares of requests that fail
 * @param cluster how many requests fail together
 * @param slowness what the canary's latencies are like
 * @param lostSuccesses share of the canary's successes whose telemetry is lost
 */
record Release(Both rates, Both errors, int cluster, Slowness slowness, double lostSuccesses) {

    /**
     * A figure of both versions, by second.
     *
     * @param canary the canary's
     * @param baseline the baseline's
     */
    record Both(LongToDoubleFunction canary, LongToDoubleFunction baseline) {}

    /**
     * How slow requests are.
     *
     * @param canary what the canary's latencies are like; {@link Latencies#NONE} simulates errors only
     * @param from from which second on they are so; like the baseline's before
     * @param shared by how much both versions are slower, by second
     */
    record Slowness(Latencies canary, long from, LongToDoubleFunction shared) {}

    /** Both versions fail at the same rate. */
    static Release healthy(double canaryRate, double baselineRate, double errors) {
        return new Release(
                new Both(any -> canaryRate, any -> baselineRate),
                new Both(any -> errors, any -> errors),
                1,
                new Slowness(Latencies.NONE, 0, any -> 1),
                0);
    }

    Release failing(double share, long from) {
        LongToDoubleFunction before = errors.canary();
        LongToDoubleFunction canary = second -> second < from ? before.applyAsDouble(second) : share;
        return new Release(rates, new Both(canary, errors.baseline()), cluster, slowness, lostSuccesses);
    }

    Release inClustersOf(int size) {
        return new Release(rates, errors, size, slowness, lostSuccesses);
    }

    Release withLatencies(Latencies canary, long from) {
        return new Release(rates, errors, cluster, new Slowness(canary, from, slowness.shared()), lostSuccesses);
    }

    Release slowedBy(LongToDoubleFunction shared) {
        Slowness slower = new Slowness(slowness.canary(), slowness.from(), shared);
        return new Release(rates, errors, cluster, slower, lostSuccesses);
    }

    Release losing(double successes) {
        return new Release(rates, errors, cluster, slowness, successes);
    }

    Release withRates(LongToDoubleFunction canary, LongToDoubleFunction baseline) {
        return new Release(new Both(canary, baseline), errors, cluster, slowness, lostSuccesses);
    }

    Release withErrors(LongToDoubleFunction both) {
        return new Release(rates, new Both(both, both), cluster, slowness, lostSuccesses);
    }
}
