package dev.headgate.cli.scrape;

import dev.headgate.schemas.model.Labels;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One line of a page.
 *
 * @param name the sample's name, with its ending such as {@code _total}
 * @param labels its labels
 * @param value its value, perhaps none or infinite
 * @param atMillis when it was taken, milliseconds since 1970-01-01 UTC, where the page says so
 */
record Sample(String name, SortedMap<String, String> labels, double value, OptionalLong atMillis) {

    /** Copies the labels. */
    Sample {
        labels = labels.isEmpty() ? Labels.NONE : new TreeMap<>(labels);
    }

    /** What tells it from others of the page. */
    String series() {
        return name + labels;
    }
}
