package dev.headgate.core.comparison;

import dev.headgate.core.evidence.SlowRequest;
import dev.headgate.core.evidence.Tempering;
import dev.headgate.core.evidence.Tempering.Block;
import dev.headgate.core.evidence.Tempering.Gathered;
import dev.headgate.core.telemetry.Series;
import dev.headgate.core.telemetry.ServiceTelemetry;
import dev.headgate.core.telemetry.WindowFigures;
import dev.headgate.schemas.sketch.LatencySketch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The minutes of one version, or of one of its operations, in adjacent pairs. Not thread-safe. */
public final class VersionMinutes {

    private static final int MINUTE = 60;

    /** Telemetry keeps seconds for little more than two minutes. */
    private static final int REACH_SECONDS = 120;

    private final String version;
    private long nextMinute;
    private List<Long> thresholds;
    private final TreeMap<String, LevelMinutes> levels = new TreeMap<>();

    private VersionMinutes(Memory memory) {
        version = memory.version();
        nextMinute = memory.nextMinute();
        thresholds = memory.thresholds();
        levels.putAll(memory.levels());
    }

    /**
     * What has to be remembered of a version.
     *
     * @param version the version
     * @param nextMinute the next minute to take in, minutes since 1970-01-01 UTC
     * @param thresholds above which latencies are slow, microseconds, by the minute before; empty until there is one
     * @param levels what was gathered, by level
     */
    public record Memory(String version, long nextMinute, List<Long> thresholds, Map<String, LevelMinutes> levels) {

        /** Copies the collections. */
        public Memory {
            thresholds = List.copyOf(thresholds);
            levels = Map.copyOf(levels);
        }
    }

    /**
     * What was gathered of a level.
     *
     * @param gathered of whole pairs
     * @param first the first minute of a pair whose second is still to come; none, or one
     */
    public record LevelMinutes(Gathered gathered, List<Block> first) {

        /** Copies the list. */
        public LevelMinutes {
            first = List.copyOf(first);
        }

        LevelMinutes plus(Block block) {
            return first.isEmpty()
                    ? new LevelMinutes(gathered, List.of(block))
                    : new LevelMinutes(gathered.plus(first.get(0), block), List.of());
        }

        LevelMinutes broken() {
            return new LevelMinutes(gathered, List.of());
        }
    }

    /** Of a version that is seen for the first time: its first whole minute is the next one. */
    static VersionMinutes from(String version, long second) {
        return new VersionMinutes(new Memory(version, Math.floorDiv(second, (long) MINUTE) + 1, List.of(), Map.of()));
    }

    static VersionMinutes restore(Memory memory) {
        return new VersionMinutes(memory);
    }

    Memory memory() {
        return new Memory(version, nextMinute, thresholds, levels);
    }

    void closeBefore(long second, ServiceTelemetry telemetry) {
        closeBefore(second, telemetry, Series.of(version));
    }

    /** The same of the version's minutes in one operation; whether a minute was taken in. */
    boolean closeBefore(long second, ServiceTelemetry telemetry, Series series) {
        long before = nextMinute;
        long oldest = Math.floorDiv(second - REACH_SECONDS + MINUTE - 1, (long) MINUTE);
        if (nextMinute < oldest) {
            nextMinute = oldest;
            breakPairs();
        }
        while ((nextMinute + 1) * MINUTE <= second) {
            take(telemetry.figures(series, nextMinute * MINUTE, (nextMinute + 1) * MINUTE));
            nextMinute++;
        }
        return nextMinute > before;
    }

    Clustering clustering() {
        TreeMap<String, Tempering> tempering = new TreeMap<>();
        levels.forEach(
                (level, minutes) -> tempering.put(level, minutes.gathered().tempering()));
        return new Clustering(tempering);
    }

    /** What few pairs of minutes tell already, by level. */
    Map<String, Tempering> soonKnown() {
        TreeMap<String, Tempering> known = new TreeMap<>();
        levels.forEach(
                (level, minutes) -> minutes.gathered().soonKnown().ifPresent(tempering -> known.put(level, tempering)));
        return known;
    }

    private void take(WindowFigures minute) {
        if (minute.requests() == 0) {
            breakPairs();
            return;
        }
        put(Level.ERROR_RATE, new Block(minute.requests(), minute.errors()));
        LatencySketch latencies = minute.latencies();
        for (int i = 0; i < thresholds.size() && !latencies.isEmpty(); i++) {
            put(
                    Level.nameOf(Level.QUANTILES.get(i)),
                    new Block(latencies.count(), latencies.countAbove(thresholds.get(i))));
        }
        if (!pairUnderWay() && latencies.count() >= SlowRequest.FEWEST_LATENCIES) {
            List<Long> next = new ArrayList<>();
            Level.QUANTILES.forEach(
                    quantile -> next.add(latencies.quantile(quantile).orElseThrow()));
            thresholds = List.copyOf(next);
        }
    }

    private void put(String level, Block block) {
        levels.put(
                level,
                levels.getOrDefault(level, new LevelMinutes(Gathered.NOTHING, List.of()))
                        .plus(block));
    }

    private void breakPairs() {
        levels.replaceAll((level, minutes) -> minutes.broken());
    }

    /** Both minutes of a pair are held against the same thresholds. */
    private boolean pairUnderWay() {
        return Optional.ofNullable(levels.get(Level.nameOf(Level.QUANTILES.get(0))))
                .map(minutes -> !minutes.first().isEmpty())
                .orElse(false);
    }
}
