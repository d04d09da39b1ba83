package dev.headgate.console.model;

import java.util.Map;

/**
 * How far the log was read.
 *
 * @param next of each partition the offset to be read next
 */
public record Positions(Map<Place, Long> next) {

    /** Nothing was read. */
    public static final Positions NONE = new Positions(Map.of());

    /** Copies the map. */
    public Positions {
        next = Map.copyOf(next);
    }

    /**
     * A partition.
     *
     * @param topic the topic's name without prefix
     * @param partition the partition
     */
    public record Place(String topic, int partition) {}
}
