package dev.headgate.cli.doctor;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A cluster that has answered.
 *
 * @param id its id
 * @param answeredAfter how long the first answer took, connecting and proving who we are included
 * @param brokers its brokers, by the addresses that it tells clients to use
 * @param features the levels of its features, {@code metadata.version} among them
 */
public record ClusterSeen(
        String id, Duration answeredAfter, List<AddressSeen> brokers, SortedMap<String, Integer> features) {

    /** Copies list and map. */
    public ClusterSeen {
        brokers = List.copyOf(brokers);
        features = new TreeMap<>(features);
    }
}
