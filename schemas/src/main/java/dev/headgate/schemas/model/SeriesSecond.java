package dev.headgate.schemas.model;

import dev.headgate.schemas.sketch.LatencySketch;
import java.util.List;

/**
 * What one series saw in one second of event time, or a part of it: adding the parts in any order gives the whole.
 *
 * @param series version, operation and labels
 * @param second the second's beginning, seconds since 1970-01-01 UTC
 * @param requests completed requests
 * @param errors those of them that failed
 * @param latencySumMicros sum of their latencies, microseconds (exact, not taken from the sketch)
 * @param latencies sketch of the latencies of all of them; must not be changed after it was handed over
 * @param exemplars at most {@link Exemplar#KEPT}, in {@link Exemplar#MOST_TELLING_FIRST} order
 * @param intervalSeconds how many seconds before {@code second} the longest data point in it began; 0 for what was told
 *     second by second
 */
public record SeriesSecond(
        SeriesKey series,
        long second,
        long requests,
        long errors,
        long latencySumMicros,
        LatencySketch latencies,
        List<Exemplar> exemplars,
        long intervalSeconds) {

    /** Copies the exemplars. */
    public SeriesSecond {
        exemplars = List.copyOf(exemplars);
    }

    /** Of what was told second by second. */
    public SeriesSecond(
            SeriesKey series,
            long second,
            long requests,
            long errors,
            long latencySumMicros,
            LatencySketch latencies,
            List<Exemplar> exemplars) {
        this(series, second, requests, errors, latencySumMicros, latencies, exemplars, 0);
    }

    /** The same of data points of which the longest began so many seconds before. */
    public SeriesSecond withInterval(long seconds) {
        return new SeriesSecond(series, second, requests, errors, latencySumMicros, latencies, exemplars, seconds);
    }
}
