package dev.headgate.core.telemetry;

import dev.headgate.schemas.model.Exemplar;
import dev.headgate.schemas.sketch.LatencySketch;
import java.util.List;

/**
 * What one ring of requests holds at one place, as it is kept across restarts.
 *
 * @param key the place
 * @param firstSecond the beginning of its time, seconds since 1970-01-01 UTC
 * @param requests completed requests
 * @param errors those of them that failed
 * @param latencySumMicros sum of their latencies, microseconds
 * @param latencies sketch of their latencies; empty where only counts are kept
 * @param exemplars the most telling requests
 * @param intervalSeconds how many seconds before its second the longest data point in it began
 */
public record RequestSlot(
        RequestSlotKey key,
        long firstSecond,
        long requests,
        long errors,
        long latencySumMicros,
        LatencySketch latencies,
        List<Exemplar> exemplars,
        long intervalSeconds)
        implements Slot {

    /** Copies the exemplars. */
    public RequestSlot {
        exemplars = List.copyOf(exemplars);
    }

    /** The same with a sketch of its own. */
    RequestSlot copy() {
        return new RequestSlot(
                key, firstSecond, requests, errors, latencySumMicros, latencies.copy(), exemplars, intervalSeconds);
    }
}
