package dev.headgate.core.telemetry;

import java.util.Comparator;
import java.util.Optional;

/**
 * What windows are kept of: one version, as a whole or in one operation. Labels are summed up.
 *
 * @param version the version
 * @param operation the operation; empty for all together
 */
public record Series(String version, Optional<String> operation) implements Comparable<Series> {

    private static final Comparator<Series> ORDER = Comparator.comparing(Series::version)
            .thenComparing(series -> series.operation().orElse(""));

    /** All operations of a version together. */
    public static Series of(String version) {
        return new Series(version, Optional.empty());
    }

    @Override
    public int compareTo(Series other) {
        return ORDER.compare(this, other);
    }
}
