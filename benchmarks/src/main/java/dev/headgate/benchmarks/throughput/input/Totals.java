package dev.headgate.benchmarks.throughput.input;

import java.util.HashMap;
import java.util.Map;

/** Sums per series: of what was sent, or of what a contender says was. Not thread safe. */
public final class Totals {

    private final Map<Series, Sum> sums = new HashMap<>();

    /**
     * What one series adds up to.
     *
     * @param requests how many requests
     * @param errors those that failed
     * @param latencySumMicros sum of their latencies, microseconds
     * @param sketched how many latencies the sketches hold
     */
    public record Sum(long requests, long errors, long latencySumMicros, long sketched) {

        private Sum plus(Sum other) {
            return new Sum(
                    requests + other.requests,
                    errors + other.errors,
                    latencySumMicros + other.latencySumMicros,
                    sketched + other.sketched);
        }
    }

    /** Adds to a series. */
    public void add(Series series, Sum sum) {
        sums.merge(series, sum, Sum::plus);
    }

    /** Adds one request. */
    public void add(Series series, long latencyMicros, boolean failed) {
        add(series, new Sum(1, failed ? 1 : 0, latencyMicros, 1));
    }

    /** Adds all of the other's. */
    public void add(Totals other) {
        other.sums.forEach(this::add);
    }

    /** All requests. */
    public long requests() {
        return sums.values().stream().mapToLong(Sum::requests).sum();
    }

    /**
     * How these differ from what they should be, in a sentence.
     *
     * @return empty if they are the same, series by series
     */
    public String differenceFrom(Totals expected) {
        if (sums.equals(expected.sums)) {
            return "";
        }
        long wrong = expected.sums.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(sums.get(entry.getKey())))
                .count();
        return "sent %d requests, counted %d; %d of %d series differ"
                .formatted(expected.requests(), requests(), wrong, expected.sums.size());
    }
}
