package dev.headgate.processor.combine;

import dev.headgate.processor.streams.SourceLag;
import dev.headgate.processor.streams.SourcePositions;
import dev.headgate.schemas.model.CombinerProgress;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * One combiner, as judges know it: the partition of that number of every source topic, and how far it has come. That is as far as
 * the topic that is furthest behind: what one holds that is not read yet is missing however far the others are. Not thread safe.
 */
final class CombinerUnit {

    private final int number;
    private final List<String> topics;
    private final SourceLag lag;
    private final Map<String, Reached> reached = new HashMap<>();
    private SourcePositions positions;

    /** How far one topic has been taken in, milliseconds since 1970-01-01 UTC. */
    private static final class Reached {
        private long telemetryMillis;
        private long committedTelemetryMillis;
        private long wholeMillis;
        private long committedWholeMillis;

        void committed() {
            committedTelemetryMillis = telemetryMillis;
            committedWholeMillis = wholeMillis;
        }

        void rewound() {
            telemetryMillis = committedTelemetryMillis;
            wholeMillis = committedWholeMillis;
        }
    }

    CombinerUnit(int number, List<String> topics, SourceLag lag) {
        this.number = number;
        this.topics = topics;
        this.lag = lag;
        positions = new SourcePositions(lag, topics, number);
        topics.forEach(topic -> reached.put(topic, new Reached()));
    }

    /**
     * Records were taken in.
     *
     * @param lastOffset that of the last of them
     * @param reachedMillis the latest instant that one of them speaks of, 0 if there is none
     */
    void processed(String topic, long lastOffset, long reachedMillis) {
        positions.processed(topic, lastOffset);
        Reached ofTopic = of(topic);
        ofTopic.telemetryMillis = Math.max(ofTopic.telemetryMillis, reachedMillis);
    }

    /** What was taken in is committed. */
    void committed() {
        reached.values().forEach(Reached::committed);
    }

    /** What was taken in since the last commit will be read again. */
    void rewound() {
        positions = new SourcePositions(lag, topics, number);
        reached.values().forEach(Reached::rewound);
    }

    /**
     * How far it has come, if all that it took in is sent before or together with it.
     *
     * @param fresh whether what is known of the partitions' ends is of now; if not, nobody is caught up
     * @return empty as long as it is not known how many combiners there are: a wrong number would be worse than nothing
     */
    Optional<CombinerProgress> progress(long nowMillis, boolean fresh) {
        SortedMap<String, Integer> counts = positions.partitionCounts();
        if (counts.containsValue(0)) {
            return Optional.empty();
        }
        Set<String> whole = positions.topics().stream()
                .filter(topic -> fresh && positions.caughtUp(topic))
                .collect(Collectors.toSet());
        whole.forEach(topic -> of(topic).wholeMillis = nowMillis);
        boolean caughtUp = whole.containsAll(positions.topics());
        return Optional.of(new CombinerProgress(
                number,
                Collections.max(counts.values()),
                nowMillis,
                caughtUp ? latestTelemetry() : furthestBehind(nowMillis),
                caughtUp,
                counts,
                positions.nextOffsets()));
    }

    private long latestTelemetry() {
        return reached.values().stream()
                .mapToLong(ofTopic -> ofTopic.telemetryMillis)
                .max()
                .orElse(0);
    }

    private long furthestBehind(long nowMillis) {
        return positions.topics().stream()
                .mapToLong(topic -> reachedMillis(topic, nowMillis))
                .min()
                .orElse(0);
    }

    private long reachedMillis(String topic, long nowMillis) {
        Reached ofTopic = of(topic);
        long taken = Math.max(ofTopic.telemetryMillis, ofTopic.wholeMillis);
        Duration hidden = positions.hiddenFor(topic);
        return hidden.isZero() ? taken : Math.min(taken, nowMillis - hidden.toMillis());
    }

    private Reached of(String topic) {
        return reached.computeIfAbsent(topic, absent -> new Reached());
    }
}
