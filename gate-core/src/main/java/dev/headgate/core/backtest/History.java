package dev.headgate.core.backtest;

import dev.headgate.schemas.model.SeriesSecond;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The recording in at most {@value #MOST_BUCKETS} buckets of equal length, whatever its own length: when there are more,
 * neighbours are joined. Not thread-safe.
 */
final class History {

    static final int MOST_BUCKETS = 240;
    private static final int MOST_VERSIONS = 20;

    private final TreeMap<Long, Map<String, VersionTotals>> buckets = new TreeMap<>();
    private final Map<String, Long> requests = new TreeMap<>();
    private long length = 1;

    void add(long second, List<SeriesSecond> parts) {
        long start = start(second);
        if (!buckets.containsKey(start)) {
            if (!buckets.isEmpty()) {
                buckets.lastEntry().getValue().values().forEach(VersionTotals::pack);
            }
            buckets.put(start, new HashMap<>());
            while (buckets.size() > MOST_BUCKETS) {
                join();
            }
        }
        Map<String, VersionTotals> bucket = buckets.lastEntry().getValue();
        for (SeriesSecond part : parts) {
            String version = part.series().version();
            if (bucket.containsKey(version) || bucket.size() < MOST_VERSIONS) {
                bucket.computeIfAbsent(version, absent -> new VersionTotals()).add(part);
            }
            if (requests.containsKey(version) || requests.size() < MOST_VERSIONS) {
                requests.merge(version, part.requests(), Long::sum);
            }
        }
    }

    List<HistoryBucket> buckets() {
        List<HistoryBucket> all = new ArrayList<>();
        buckets.forEach((start, versions) -> all.add(new HistoryBucket(start, length, versions)));
        return all;
    }

    /** Requests of the whole recording by version. */
    Map<String, Long> requests() {
        return requests;
    }

    private long start(long second) {
        return Math.floorDiv(second, length) * length;
    }

    private void join() {
        length *= 2;
        var before = new TreeMap<>(buckets);
        buckets.clear();
        before.forEach((start, versions) -> {
            Map<String, VersionTotals> joined = buckets.computeIfAbsent(start(start), absent -> new HashMap<>());
            versions.forEach((version, totals) -> {
                VersionTotals into = joined.computeIfAbsent(version, absent -> new VersionTotals());
                into.add(totals);
                into.pack();
            });
        });
    }
}
