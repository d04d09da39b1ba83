package dev.headgate.core.backtest;

import java.util.Map;
import java.util.Optional;

/**
 * What was recorded in a stretch of time.
 *
 * @param fromSecond its beginning, seconds since 1970-01-01 UTC
 * @param seconds its length
 * @param versions by version
 */
public record HistoryBucket(long fromSecond, long seconds, Map<String, VersionTotals> versions) {

    /** Copies the map. */
    public HistoryBucket {
        versions = Map.copyOf(versions);
    }

    /** One version's share of it, if it has one. */
    public Optional<VersionTotals> of(String version) {
        return Optional.ofNullable(versions.get(version));
    }
}
