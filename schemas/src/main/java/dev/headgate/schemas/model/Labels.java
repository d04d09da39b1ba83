package dev.headgate.schemas.model;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Label sets: name to value, sorted by name so that equal sets are written alike. */
public final class Labels {

    /** No labels. */
    public static final SortedMap<String, String> NONE = Collections.unmodifiableSortedMap(new TreeMap<>());

    private Labels() {}

    /** An immutable sorted copy. */
    public static SortedMap<String, String> copy(Map<String, String> labels) {
        return labels.isEmpty() ? NONE : Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }
}
