package dev.headgate.core.comparison;

import dev.headgate.core.evidence.PairedCounts;
import dev.headgate.core.evidence.SlowRequest;
import dev.headgate.schemas.sketch.LatencySketch;
import java.math.BigDecimal;
import java.util.List;

/** What counts as an event in a second: one kind of failure or slowness. */
sealed interface Level {

    /** The quantiles that latency as a whole is compared at. */
    List<Double> QUANTILES = List.of(0.5, 0.75, 0.9, 0.95, 0.99);

    /** How people call it. */
    String name();

    /** The events of one second. */
    PairedCounts counts(SecondOfBoth second);

    /**
     * Whether latencies of the second are known too coarsely for its events to be told: some lie on one side of a threshold
     * with one of their bounds and on the other with the other.
     *
     * @param proof whether it is to be shown that the canary is not worse
     */
    boolean tooCoarse(SecondOfBoth second, boolean proof);

    /** Failed requests of both versions. */
    record Errors() implements Level {
        @Override
        public String name() {
            return ERROR_RATE;
        }

        @Override
        public PairedCounts counts(SecondOfBoth second) {
            return new PairedCounts(
                    second.canary().requests(),
                    second.canary().errors(),
                    second.baseline().requests(),
                    second.baseline().errors());
        }

        @Override
        public boolean tooCoarse(SecondOfBoth second, boolean proof) {
            return false;
        }
    }

    /**
     * Requests slower than the baseline's quantile was in earlier seconds.
     *
     * @param quantile above 0 and below 1
     * @param margin by how much the canary may be slower, as a share
     * @param asking which way the margin is rounded
     */
    record SlowerThanBaseline(double quantile, double margin, SlowRequest.Asking asking) implements Level {
        @Override
        public String name() {
            return nameOf(quantile);
        }

        @Override
        public PairedCounts counts(SecondOfBoth second) {
            if (second.canary().latencies().isEmpty()
                    && second.baseline().latencies().isEmpty()) {
                return PairedCounts.NONE;
            }
            return SlowRequest.of(second.earlierBaseline(), quantile, margin, asking)
                    .map(slow -> slow.counts(
                            second.canary().latencies(), second.baseline().latencies()))
                    .orElse(PairedCounts.NONE);
        }

        /** How slow the baseline was is not known closely enough to show that nobody is slower than that. */
        @Override
        public boolean tooCoarse(SecondOfBoth second, boolean proof) {
            LatencySketch canary = second.canary().latencies();
            LatencySketch baseline = second.baseline().latencies();
            if (proof) {
                return canary.isCoarse()
                        || baseline.isCoarse()
                        || second.earlierBaseline().isCoarse();
            }
            return (canary.isCoarse() || baseline.isCoarse())
                    && SlowRequest.of(second.earlierBaseline(), quantile, margin, asking)
                            .filter(slow ->
                                    straddled(canary, slow.canaryAbove()) || straddled(baseline, slow.baselineAbove()))
                            .isPresent();
        }
    }

    /**
     * The canary's requests slower than a limit.
     *
     * @param quantile the quantile that the limit is for
     * @param limitMicros the limit, microseconds
     */
    record SlowerThanLimit(double quantile, long limitMicros) implements Level {
        @Override
        public String name() {
            return nameOf(quantile);
        }

        @Override
        public PairedCounts counts(SecondOfBoth second) {
            LatencySketch latencies = second.canary().latencies();
            return new PairedCounts(latencies.count(), latencies.countAbove(limitMicros), 0, 0);
        }

        @Override
        public boolean tooCoarse(SecondOfBoth second, boolean proof) {
            return straddled(second.canary().latencies(), limitMicros);
        }
    }

    /** Whether a threshold lies between the bounds of a latency. */
    private static boolean straddled(LatencySketch latencies, long thresholdMicros) {
        return latencies.isCoarse()
                && latencies.countAbove(thresholdMicros) != latencies.atLeast().countAbove(thresholdMicros);
    }

    /** The failed requests' name. */
    String ERROR_RATE = "errorRate";

    /** A quantile's name: {@code p95}, {@code p99.9}. */
    static String nameOf(double quantile) {
        return "p"
                + BigDecimal.valueOf(quantile)
                        .movePointRight(2)
                        .stripTrailingZeros()
                        .toPlainString();
    }
}
