package dev.headgate.processor.judge;

import dev.headgate.core.progress.ProgressBoard;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a judge task remembers besides its services.
 *
 * @param lastTick its last tick's instant; no later one may lie before it
 * @param offsets the last offset of each input that was taken into account, by topic without prefix
 * @param progress what the combiners told
 */
record TaskMemory(Instant lastTick, SortedMap<String, Long> offsets, ProgressBoard.Snapshot progress) {

    /** Of a task that never ran. */
    static final TaskMemory EMPTY = new TaskMemory(Instant.EPOCH, Map.of(), new ProgressBoard.Snapshot(List.of()));

    TaskMemory {
        offsets = Collections.unmodifiableSortedMap(new TreeMap<>(offsets));
    }

    TaskMemory(Instant lastTick, Map<String, Long> offsets, ProgressBoard.Snapshot progress) {
        this(lastTick, new TreeMap<>(offsets), progress);
    }
}
