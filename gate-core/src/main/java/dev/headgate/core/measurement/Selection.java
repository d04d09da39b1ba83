package dev.headgate.core.measurement;

import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Measurement;
import dev.headgate.schemas.model.MeasurementKey;
import dev.headgate.schemas.model.Metric;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Which series a figure is of: those of the service as a whole and those of one version.
 *
 * @param kind their kind
 * @param name their name; empty for any
 * @param labels labels that they must have, sorted by name
 * @param version the version
 */
public record Selection(
        Measurement.Kind kind, Optional<String> name, SortedMap<String, String> labels, String version) {

    /** Copies the labels. */
    public Selection {
        labels = Labels.copy(labels);
    }

    /** Of a metric. */
    public static Selection of(Measurement.Kind kind, Metric metric, String version) {
        return new Selection(kind, Optional.of(metric.name()), metric.labels(), version);
    }

    /** Whether a series is among them. */
    public boolean has(MeasurementKey key) {
        return key.kind() == kind
                && name.map(key.name()::equals).orElse(true)
                && key.version().map(version::equals).orElse(true)
                && key.labels().entrySet().containsAll(labels.entrySet());
    }
}
