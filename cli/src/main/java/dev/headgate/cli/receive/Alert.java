package dev.headgate.cli.receive;

import dev.headgate.schemas.model.Labels;
import java.time.Instant;
import java.util.SortedMap;

/**
 * An alert as Alertmanager tells it.
 *
 * @param firing whether it is raised; otherwise it is over
 * @param labels all of its labels, among them {@code alertname}
 * @param startsAt when it was raised
 * @param endsAt when it was over; of one that is raised any time
 * @param fingerprint what tells it from others of the same name; may be empty
 */
record Alert(boolean firing, SortedMap<String, String> labels, Instant startsAt, Instant endsAt, String fingerprint) {

    /** Copies the labels. */
    Alert {
        labels = Labels.copy(labels);
    }

    /** Its name; empty if it has none. */
    String name() {
        return labels.getOrDefault("alertname", "");
    }
}
