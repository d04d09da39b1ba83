package dev.headgate.benchmarks.statistics;

import dev.headgate.schemas.sketch.LatencySketch;
import java.util.TreeMap;

/** All latencies of both versions so far, by bucket. */
final class BucketCounts {

    final TreeMap<Long, long[]> byBucket = new TreeMap<>();
    long canary;
    long baseline;

    void add(Second second) {
        add(second.canary(), 0);
        add(second.baseline(), 1);
        canary += second.canary().count();
        baseline += second.baseline().count();
    }

    private void add(LatencySketch sketch, int column) {
        sketch.forEachBucket(
                (lowest, count) -> byBucket.computeIfAbsent(lowest, absent -> new long[2])[column] += count);
    }
}
