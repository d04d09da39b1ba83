package dev.headgate.processor.combine;

import dev.headgate.processor.streams.SourceLag;
import dev.headgate.processor.streams.SourcePositions;
import dev.headgate.schemas.model.CombinerProgress;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * One combiner, as judges know it: the partition of that number of every source topic, and how far it has come. Not thread safe.
 */
final class CombinerUnit {

    private final int number;
    private final List<String> topics;
    private final SourceLag lag;
    private SourcePositions positions;
    private long reachedMillis;
    private long committedMillis;

    CombinerUnit(int number, List<String> topics, SourceLag lag) {
        this.number = number;
        this.topics = topics;
        this.lag = lag;
        positions = new SourcePositions(lag, topics, number);
    }

    /**
     * Records were taken in.
     *
     * @param lastOffset that of the last of them
     * @param reachedMillis the latest completion of a request among them, 0 if there is none
     */
    void processed(String topic, long lastOffset, long reachedMillis) {
        positions.processed(topic, lastOffset);
        this.reachedMillis = Math.max(this.reachedMillis, reachedMillis);
    }

    /** What was taken in is committed. */
    void committed() {
        committedMillis = reachedMillis;
    }

    /** What was taken in since the last commit will be read again. */
    void rewound() {
        positions = new SourcePositions(lag, topics, number);
        reachedMillis = committedMillis;
    }

    /**
     * How far it has come, if all that it took in is sent before or together with it.
     *
     * @return empty as long as it is not known how many combiners there are: a wrong number would be worse than nothing
     */
    Optional<CombinerProgress> progress(long nowMillis) {
        SortedMap<String, Integer> counts = positions.partitionCounts();
        if (counts.containsValue(0)) {
            return Optional.empty();
        }
        return Optional.of(new CombinerProgress(
                number,
                Collections.max(counts.values()),
                nowMillis,
                reachedMillis(nowMillis),
                positions.caughtUp(),
                counts,
                positions.nextOffsets()));
    }

    /** What cannot be read yet of one topic is missing however far the others have come. */
    private long reachedMillis(long nowMillis) {
        Duration hidden = positions.hiddenFor();
        return hidden.isZero() ? reachedMillis : Math.min(reachedMillis, nowMillis - hidden.toMillis());
    }
}
