package dev.headgate.schemas.model;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;

/**
 * A figure that is not a request: a gauge, a good/total pair, a count, a value of a distribution, a probe, an alert.
 *
 * @param kind what sort of figure
 * @param service name of the service
 * @param version deployed build, if the figure belongs to one
 * @param name the figure's name, for example {@code db.pool.utilisation}
 * @param labels further dimensions, sorted by name
 * @param measuredAtMillis when, milliseconds since 1970-01-01 UTC
 * @param value the gauge's or distribution's value, the good events of a ratio, the increase of a count, 1 or 0 of a
 *     probe and of an alert
 * @param total all events of a ratio; empty otherwise
 */
public record Measurement(
        Kind kind,
        String service,
        Optional<String> version,
        String name,
        SortedMap<String, String> labels,
        long measuredAtMillis,
        double value,
        OptionalDouble total) {

    /** Sorts of figures. */
    public enum Kind implements WireName {
        /** A level that goes up and down. */
        GAUGE("gauge"),
        /** Good events among all. */
        RATIO("ratio"),
        /** An increase. */
        COUNT("count"),
        /** One value of a distribution. */
        VALUE("value"),
        /** Success or failure of a check from outside. */
        PROBE("probe"),
        /** An alert raised elsewhere. */
        ALERT("alert"),
        /** A word this release does not know. */
        UNKNOWN("unknown");

        private final String wireName;

        Kind(String wireName) {
            this.wireName = wireName;
        }

        @Override
        public String wireName() {
            return wireName;
        }
    }

    /** Copies the labels. */
    public Measurement {
        labels = Labels.copy(labels);
    }
}
