package dev.headgate.schemas.model;

import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What a series of measurements is about, within one service.
 *
 * @param kind what sort of figures
 * @param version deployed build; empty if they belong to the service as a whole
 * @param name the figures' name
 * @param labels further dimensions, sorted by name
 */
public record MeasurementKey(
        Measurement.Kind kind, Optional<String> version, String name, SortedMap<String, String> labels)
        implements Comparable<MeasurementKey> {

    private static final Comparator<MeasurementKey> ORDER = Comparator.comparing(MeasurementKey::kind)
            .thenComparing(key -> key.version().orElse(""))
            .thenComparing(MeasurementKey::name)
            .thenComparing(key -> String.join("\n", key.labels().keySet()))
            .thenComparing(key -> String.join("\n", key.labels().values()));

    /** Copies the labels. */
    public MeasurementKey {
        labels = Labels.copy(labels);
    }

    /** The series of a measurement. */
    public static MeasurementKey of(Measurement measurement) {
        return new MeasurementKey(measurement.kind(), measurement.version(), measurement.name(), measurement.labels());
    }

    @Override
    public int compareTo(MeasurementKey other) {
        return ORDER.compare(this, other);
    }
}
