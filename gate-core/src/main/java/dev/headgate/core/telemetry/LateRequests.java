package dev.headgate.core.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Requests that came after their second was closed, of the last minute, by version and by when they came. Not thread-safe. */
final class LateRequests {

    private static final long SECONDS_KEPT = 60;

    private final TreeMap<String, TreeMap<Long, Long>> versions = new TreeMap<>();

    void add(String version, long arrivalSecond, long requests) {
        versions.computeIfAbsent(version, absent -> new TreeMap<>()).merge(arrivalSecond, requests, Long::sum);
    }

    void advanceTo(long second) {
        versions.values()
                .forEach(arrivals ->
                        arrivals.headMap(second - SECONDS_KEPT, true).clear());
        versions.values().removeIf(TreeMap::isEmpty);
    }

    long of(String version) {
        return versions.getOrDefault(version, new TreeMap<>()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    List<LateArrivals> memory() {
        List<LateArrivals> memory = new ArrayList<>();
        versions.forEach((version, arrivals) ->
                arrivals.forEach((second, requests) -> memory.add(new LateArrivals(version, second, requests))));
        return memory;
    }

    void restore(List<LateArrivals> memory) {
        memory.forEach(each -> add(each.version(), each.second(), each.requests()));
    }
}
