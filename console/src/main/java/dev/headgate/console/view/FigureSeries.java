package dev.headgate.console.view;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A rollout's figures against time: as many of each as there are instants; {@code null} in JSON where one is not known.
 *
 * @param at the instants, seconds since 1970-01-01 UTC
 * @param weight the canary's weight in force, percent
 * @param canary the canary's
 * @param baseline the baseline's
 * @param unit in what they are
 */
public record FigureSeries(List<Double> at, List<OptionalDouble> weight, Side canary, Side baseline, Unit unit) {

    /** Copies the lists. */
    public FigureSeries {
        at = List.copyOf(at);
        weight = List.copyOf(weight);
    }

    /**
     * One version's.
     *
     * @param errorRate failed requests divided by requests, 0 to 1
     * @param p50 median latency
     * @param p95 95th percentile
     * @param p99 99th percentile
     * @param requestsPerSecond requests a second
     */
    public record Side(
            List<OptionalDouble> errorRate,
            List<OptionalDouble> p50,
            List<OptionalDouble> p95,
            List<OptionalDouble> p99,
            List<OptionalDouble> requestsPerSecond) {

        /** Copies the lists. */
        public Side {
            errorRate = List.copyOf(errorRate);
            p50 = List.copyOf(p50);
            p95 = List.copyOf(p95);
            p99 = List.copyOf(p99);
            requestsPerSecond = List.copyOf(requestsPerSecond);
        }
    }

    /**
     * Units.
     *
     * @param latency of latencies: {@code ms}
     */
    public record Unit(String latency) {}
}
