package dev.headgate.schemas.model;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far one combiner has come; sent to every partition of {@code gate.sketches} within the same transaction as all
 * sketches it speaks of, so that whoever reads it has read those too.
 *
 * @param task the combiner's partition number, 0 to {@code tasks} − 1
 * @param tasks how many combiners there are: the largest partition count of the source topics
 * @param observedAtMillis wall clock of the combiner when it wrote this, milliseconds since 1970-01-01 UTC
 * @param eventHighWaterMillis latest event time seen, milliseconds since 1970-01-01 UTC; 0 if none was
 * @param caughtUp whether everything that the source partitions held at {@code observedAtMillis} had been consumed
 * @param sourcePartitions partition count of each source topic
 * @param sourceOffsets next offset to be read of each source topic's partition {@code task}
 */
public record CombinerProgress(
        int task,
        int tasks,
        long observedAtMillis,
        long eventHighWaterMillis,
        boolean caughtUp,
        SortedMap<String, Integer> sourcePartitions,
        SortedMap<String, Long> sourceOffsets)
        implements SketchMessage {

    /** Copies the maps. */
    public CombinerProgress {
        sourcePartitions = Collections.unmodifiableSortedMap(new TreeMap<>(sourcePartitions));
        sourceOffsets = Collections.unmodifiableSortedMap(new TreeMap<>(sourceOffsets));
    }
}
