package dev.headgate.schemas.model;

import java.util.SortedMap;

/**
 * Which measurements a criterion speaks of: those of this name whose labels include all of these.
 *
 * @param name the measurements' name, for example {@code db.pool.utilisation}
 * @param labels labels that they must have, sorted by name; none for all
 */
public record Metric(String name, SortedMap<String, String> labels) {

    /** Copies the labels. */
    public Metric {
        labels = Labels.copy(labels);
    }

    /** Whatever their labels. */
    public static Metric named(String name) {
        return new Metric(name, Labels.NONE);
    }
}
