package dev.headgate.core.telemetry;

import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.SeriesKey;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What windows are kept of: one version, as a whole or in one operation, whatever the labels or with some alone.
 *
 * @param version the version
 * @param operation the operation; empty for all together
 * @param labels labels that its requests have, sorted by name; none for all requests
 */
public record Series(String version, Optional<String> operation, SortedMap<String, String> labels)
        implements Comparable<Series> {

    private static final Comparator<Series> ORDER = Comparator.comparing(Series::version)
            .thenComparing(series -> series.operation().orElse(""))
            .thenComparing(series -> series.labels().toString());

    /** Whatever the labels. */
    public Series(String version, Optional<String> operation) {
        this(version, operation, Labels.NONE);
    }

    /** Copies the labels. */
    public Series {
        labels = Labels.copy(labels);
    }

    /** All operations of a version together. */
    public static Series of(String version) {
        return new Series(version, Optional.empty());
    }

    /** Whether only requests with certain labels are in it. */
    public boolean labelled() {
        return !labels.isEmpty();
    }

    /** Whether requests of a finer series are in it. */
    boolean has(SeriesKey finer) {
        return finer.version().equals(version)
                && operation.map(finer.operation()::equals).orElse(true)
                && finer.labels().entrySet().containsAll(labels.entrySet());
    }

    @Override
    public int compareTo(Series other) {
        return ORDER.compare(this, other);
    }
}
