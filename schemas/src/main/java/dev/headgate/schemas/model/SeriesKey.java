package dev.headgate.schemas.model;

import java.util.Comparator;
import java.util.SortedMap;

/**
 * What a series of telemetry is about, within one service.
 *
 * @param version deployed build
 * @param operation operation of the service
 * @param labels further dimensions, sorted by name
 */
public record SeriesKey(String version, String operation, SortedMap<String, String> labels)
        implements Comparable<SeriesKey> {

    private static final Comparator<SeriesKey> ORDER = Comparator.comparing(SeriesKey::version)
            .thenComparing(SeriesKey::operation)
            .thenComparing(key -> key.labels().toString());

    /** The operation under which operations beyond the cap are counted together. */
    public static final String OTHER_OPERATIONS = "other";

    /** Copies the labels. */
    public SeriesKey {
        labels = Labels.copy(labels);
    }

    @Override
    public int compareTo(SeriesKey other) {
        return ORDER.compare(this, other);
    }
}
