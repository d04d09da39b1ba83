package dev.headgate.core.telemetry;

import dev.headgate.schemas.model.Exemplar;
import dev.headgate.schemas.sketch.LatencySketch;
import java.util.List;

/**
 * A sum over a stage that has no end yet.
 *
 * @param series whose
 * @param fromSecond where it begins, seconds since 1970-01-01 UTC, inclusive
 * @param requests completed requests
 * @param errors those of them that failed
 * @param latencySumMicros sum of their latencies, microseconds
 * @param withLatencies whether latencies are sketched
 * @param latencies sketch of their latencies; empty unless {@code withLatencies}
 * @param exemplars the most telling requests
 */
public record StageSum(
        Series series,
        long fromSecond,
        long requests,
        long errors,
        long latencySumMicros,
        boolean withLatencies,
        LatencySketch latencies,
        List<Exemplar> exemplars) {

    /** Copies the exemplars. */
    public StageSum {
        exemplars = List.copyOf(exemplars);
    }
}
