package dev.headgate.cli.init;

import dev.headgate.schemas.model.Outcome;
import dev.headgate.schemas.model.RequestEvent;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.sketch.LatencySketch;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was seen of one service's telemetry, and which other services there were. Requests of a second count once, however
 * they come. Not thread-safe.
 */
public final class Observed {
    private static final long MILLIS_PER_SECOND = 1_000;
    private static final long SECONDS_PER_MINUTE = 60;

    private final String service;
    private final SortedSet<String> others = new TreeSet<>();
    private final TreeMap<String, Figures> versions = new TreeMap<>();
    private final TreeMap<String, TreeMap<String, Figures>> operations = new TreeMap<>();
    private final TreeMap<String, TreeMap<Long, Figures>> minutes = new TreeMap<>();
    private long firstSecond = Long.MAX_VALUE;
    private long lastSecond = Long.MIN_VALUE;

    /** Looks at one service. */
    public Observed(String service) {
        this.service = service;
    }

    /** Figures of some requests. */
    static final class Figures {
        private final LatencySketch latencies = new LatencySketch();
        private long requests;
        private long errors;

        long requests() {
            return requests;
        }

        double errorRate() {
            return requests == 0 ? 0 : errors / (double) requests;
        }

        /** A quantile of latency, microseconds. */
        double micros(double quantile) {
            return (double) latencies.quantile(quantile).orElse(0);
        }

        private void add(long more, long failed, LatencySketch latency) {
            requests += more;
            errors += failed;
            latencies.add(latency);
        }
    }

    /** Takes a request. */
    public void take(RequestEvent event) {
        LatencySketch one = new LatencySketch();
        one.record(event.latencyMicros());
        take(
                event.service(),
                event.version(),
                event.operation(),
                Math.floorDiv(event.completedAtMillis(), MILLIS_PER_SECOND),
                1,
                event.outcome() == Outcome.ERROR ? 1 : 0,
                one);
    }

    /** Takes requests that were combined. */
    public void take(String ofService, SeriesSecond part) {
        take(
                ofService,
                part.series().version(),
                part.series().operation(),
                part.second(),
                part.requests(),
                part.errors(),
                part.latencies());
    }

    private void take(
            String ofService,
            String version,
            String operation,
            long second,
            long requests,
            long errors,
            LatencySketch latencies) {
        if (!ofService.equals(service)) {
            others.add(ofService);
            return;
        }
        firstSecond = Math.min(firstSecond, second);
        lastSecond = Math.max(lastSecond, second);
        versions.computeIfAbsent(version, absent -> new Figures()).add(requests, errors, latencies);
        operations
                .computeIfAbsent(version, absent -> new TreeMap<>())
                .computeIfAbsent(operation, absent -> new Figures())
                .add(requests, errors, latencies);
        minutes.computeIfAbsent(version, absent -> new TreeMap<>())
                .computeIfAbsent(Math.floorDiv(second, SECONDS_PER_MINUTE), absent -> new Figures())
                .add(requests, errors, latencies);
    }

    String service() {
        return service;
    }

    /** Other services that were seen beside it. */
    public SortedSet<String> others() {
        return others;
    }

    /** Requests of all versions. */
    public long requests() {
        return versions.values().stream().mapToLong(Figures::requests).sum();
    }

    /** From the first second to the last. */
    long seconds() {
        return requests() == 0 ? 0 : lastSecond - firstSecond + 1;
    }

    /** The version with most requests: what is usual is its own. */
    Optional<String> version() {
        return versions.entrySet().stream()
                .max(Comparator.comparingLong(entry -> entry.getValue().requests()))
                .map(Map.Entry::getKey);
    }

    Figures figures(String version) {
        return versions.getOrDefault(version, new Figures());
    }

    /** A version's operations. */
    Map<String, Figures> operations(String version) {
        return operations.getOrDefault(version, new TreeMap<>());
    }

    /** A version's minutes. */
    Collection<Figures> minutes(String version) {
        return minutes.getOrDefault(version, new TreeMap<>()).values();
    }
}
