package dev.headgate.schemas.topics;

import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One topic as it has to be.
 *
 * @param shortName its name without prefix, a constant of {@link TopicCatalogue}
 * @param name its name with prefix
 * @param key what a record's key is, for people
 * @param value what a record's value is, for people
 * @param schemaFile the value's JSON Schema among the resources; empty for other values
 * @param partitions how many partitions
 * @param replication how many replicas of each
 * @param cleanup what happens to old records
 * @param retention how long records are kept; empty for compacted topics
 * @param configuration the topic's own settings by their Kafka names, clean-up and retention among them
 */
public record TopicSpec(
        String shortName,
        String name,
        String key,
        String value,
        Optional<String> schemaFile,
        int partitions,
        short replication,
        Cleanup cleanup,
        Optional<Duration> retention,
        SortedMap<String, String> configuration) {

    /** What happens to old records. */
    public enum Cleanup {
        /** They are deleted after the retention. */
        DELETE,
        /** Of each key the last is kept. */
        COMPACT
    }

    /** Copies the map. */
    public TopicSpec {
        configuration = Collections.unmodifiableSortedMap(new TreeMap<>(configuration));
    }
}
