package dev.headgate.it.harness;

import dev.headgate.schemas.model.Outcome;
import dev.headgate.schemas.model.RequestEvent;
import dev.headgate.schemas.model.SeriesKey;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.SketchDelta;
import dev.headgate.schemas.sketch.LatencySketch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Exact sums of requests per service, series and second, from events or from sketches. Thread-safe. */
public final class Published {

    private final Map<Key, Sum> sums = new TreeMap<>();

    /** Of what a sum is. */
    public record Key(String service, SeriesKey series, long second) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byService = service.compareTo(other.service);
            int bySeries = byService != 0 ? byService : series.compareTo(other.series);
            return bySeries != 0 ? bySeries : Long.compare(second, other.second);
        }
    }

    /** What was summed. */
    public record Sum(long requests, long errors, long latencySumMicros, LatencySketch latencies) {
        Sum plus(long moreRequests, long moreErrors, long moreMicros, LatencySketch moreLatencies) {
            LatencySketch both = latencies.copy();
            both.add(moreLatencies);
            return new Sum(requests + moreRequests, errors + moreErrors, latencySumMicros + moreMicros, both);
        }
    }

    private static Sum nothing() {
        return new Sum(0, 0, 0, new LatencySketch());
    }

    /** Adds an event. */
    public synchronized void add(RequestEvent event) {
        LatencySketch latency = new LatencySketch();
        latency.record(event.latencyMicros());
        SeriesKey series = new SeriesKey(event.version(), event.operation(), event.labels());
        Key key = new Key(event.service(), series, Math.floorDiv(event.completedAtMillis(), 1_000));
        int errors = event.outcome() == Outcome.ERROR ? 1 : 0;
        sums.put(key, sums.getOrDefault(key, nothing()).plus(1, errors, event.latencyMicros(), latency));
    }

    /** Adds what a combiner sent. */
    public synchronized void add(SketchDelta delta) {
        for (SeriesSecond part : delta.seconds()) {
            Key key = new Key(delta.service(), part.series(), part.second());
            sums.put(
                    key,
                    sums.getOrDefault(key, nothing())
                            .plus(part.requests(), part.errors(), part.latencySumMicros(), part.latencies()));
        }
    }

    /** How many requests there are in all. */
    public synchronized long requests() {
        return sums.values().stream().mapToLong(Sum::requests).sum();
    }

    /** How many requests of a service there are. */
    public synchronized long requests(String service) {
        return sums.entrySet().stream()
                .filter(entry -> entry.getKey().service().equals(service))
                .mapToLong(entry -> entry.getValue().requests())
                .sum();
    }

    /** How many of a service's requests failed. */
    public synchronized long errors(String service) {
        return sums.entrySet().stream()
                .filter(entry -> entry.getKey().service().equals(service))
                .mapToLong(entry -> entry.getValue().errors())
                .sum();
    }

    /** Of what of a service there are sums. */
    public synchronized List<Key> keys(String service) {
        return sums.keySet().stream()
                .filter(key -> key.service().equals(service))
                .toList();
    }

    /** Where the other differs, a line each; empty if all sums and every histogram bucket agree. */
    public synchronized List<String> differencesTo(Published other) {
        List<String> differences = new ArrayList<>();
        Map<Key, Sum> union = new TreeMap<>(sums);
        union.putAll(other.sums);
        union.keySet().forEach(key -> {
            Sum mine = sums.getOrDefault(key, nothing());
            Sum theirs = other.sums.getOrDefault(key, nothing());
            if (!mine.equals(theirs)) {
                differences.add(key + ": " + mine + " here, " + theirs + " there");
            }
        });
        return differences;
    }
}
