package dev.headgate.schemas.model;

import java.time.Duration;

/** What a criterion measures of the canary's requests. */
public sealed interface Measure {

    /** Failed requests divided by requests; unit {@code ratio}, 0 to 1. */
    record ErrorRate() implements Measure {}

    /** Share of 10-second slices with at least one successful request; unit {@code ratio}, 0 to 1. */
    record Uptime() implements Measure {}

    /**
     * No successful request although there should be one.
     *
     * @param duration for how long
     */
    record NoSuccess(Duration duration) implements Measure {}

    /** Requests per second; unit {@code per-second}. */
    record Throughput() implements Measure {}

    /** Mean latency; unit {@code us}. */
    record MeanLatency() implements Measure {}

    /**
     * A latency quantile; unit {@code us}.
     *
     * @param quantile above 0 and below 1, for example 0.95 for {@code p95}
     */
    record LatencyQuantile(double quantile) implements Measure {}

    /** Latency as a whole, at p50, p75, p90, p95 and p99 together; only for comparisons, without a unit. */
    record Latency() implements Measure {}
}
