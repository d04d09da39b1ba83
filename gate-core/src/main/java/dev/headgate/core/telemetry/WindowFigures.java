package dev.headgate.core.telemetry;

import dev.headgate.schemas.model.Exemplar;
import dev.headgate.schemas.sketch.LatencySketch;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What one series shows in a half-open stretch of event time.
 *
 * @param fromSecond its beginning, seconds since 1970-01-01 UTC, inclusive
 * @param toSecond its end, exclusive
 * @param requests completed requests
 * @param errors those of them that failed
 * @param latencySumMicros sum of their latencies, microseconds
 * @param latencies sketch of their latencies; must not be changed
 * @param exemplars the most telling requests
 */
public record WindowFigures(
        long fromSecond,
        long toSecond,
        long requests,
        long errors,
        long latencySumMicros,
        LatencySketch latencies,
        List<Exemplar> exemplars) {

    /** Copies the exemplars. */
    public WindowFigures {
        exemplars = List.copyOf(exemplars);
    }

    /** The same figures with other exemplars. */
    public WindowFigures withExemplars(List<Exemplar> others) {
        return new WindowFigures(fromSecond, toSecond, requests, errors, latencySumMicros, latencies, others);
    }

    /** Failed requests divided by requests, 0 to 1; empty without requests. */
    public OptionalDouble errorRate() {
        return requests == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) errors / requests);
    }

    /** Mean latency, microseconds; empty without requests. */
    public OptionalDouble meanMicros() {
        return requests == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) latencySumMicros / requests);
    }

    /**
     * A latency quantile, microseconds; empty without requests.
     *
     * @param quantile 0 to 1
     */
    public OptionalLong quantileMicros(double quantile) {
        return latencies.quantile(quantile);
    }
}
