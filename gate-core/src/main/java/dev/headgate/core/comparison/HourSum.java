package dev.headgate.core.comparison;

import dev.headgate.core.telemetry.RequestSlot;
import dev.headgate.core.telemetry.RequestSlotKey;
import dev.headgate.core.telemetry.StageSum;
import dev.headgate.core.telemetry.WindowFigures;
import dev.headgate.schemas.sketch.LatencySketch;
import java.util.List;

/** Requests, errors and latencies of an hour or of several. Not thread-safe. */
final class HourSum {

    private long requests;
    private long errors;
    private long latencySumMicros;
    private final LatencySketch latencies;

    HourSum() {
        this(new LatencySketch());
    }

    private HourSum(LatencySketch latencies) {
        this.latencies = latencies;
    }

    static HourSum of(RequestSlot slot) {
        HourSum sum = new HourSum(slot.latencies().copy());
        sum.requests = slot.requests();
        sum.errors = slot.errors();
        sum.latencySumMicros = slot.latencySumMicros();
        return sum;
    }

    /** What was summed up over a stage. */
    static HourSum of(StageSum stage) {
        HourSum sum = new HourSum(stage.latencies().copy());
        sum.requests = stage.requests();
        sum.errors = stage.errors();
        sum.latencySumMicros = stage.latencySumMicros();
        return sum;
    }

    void add(HourSum other) {
        requests += other.requests;
        errors += other.errors;
        addToSum(other.latencySumMicros);
        latencies.add(other.latencies);
    }

    void add(WindowFigures figures) {
        requests += figures.requests();
        errors += figures.errors();
        addToSum(figures.latencySumMicros());
        latencies.add(figures.latencies());
    }

    private void addToSum(long micros) {
        long sum = latencySumMicros + micros;
        latencySumMicros = sum < 0 ? Long.MAX_VALUE : sum;
    }

    /** Takes less room, for an hour that is over. */
    void pack() {
        latencies.pack();
    }

    RequestSlot slot(RequestSlotKey key, long firstSecond) {
        return new RequestSlot(key, firstSecond, requests, errors, latencySumMicros, latencies.copy(), List.of(), 0);
    }

    long requests() {
        return requests;
    }

    long errors() {
        return errors;
    }

    LatencySketch latencies() {
        return latencies;
    }
}
