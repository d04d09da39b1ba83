package dev.headgate.core.backtest;

import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.sketch.LatencySketch;

/** What one version answered in a stretch of time. Not thread-safe. */
public final class VersionTotals {

    private final LatencySketch latencies = new LatencySketch();
    private long requests;
    private long errors;

    void add(SeriesSecond part) {
        requests += part.requests();
        errors += part.errors();
        latencies.add(part.latencies());
    }

    void add(VersionTotals other) {
        requests += other.requests;
        errors += other.errors;
        latencies.add(other.latencies);
    }

    void pack() {
        latencies.pack();
    }

    /** Completed requests. */
    public long requests() {
        return requests;
    }

    /** Those of them that failed. */
    public long errors() {
        return errors;
    }

    /** Their latencies; to be read only. */
    public LatencySketch latencies() {
        return latencies;
    }
}
