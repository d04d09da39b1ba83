package dev.headgate.schemas.topics;

/**
 * How large topics are made.
 *
 * @param telemetryPartitions partitions of {@code telemetry.*}: as many as load asks for
 * @param gatePartitions partitions of all topics that judges share: they must be equal, and are never changed later
 * @param replication replicas of each partition
 */
public record TopicSizing(int telemetryPartitions, int gatePartitions, short replication) {

    /** For a cluster of three brokers or more. */
    public static final TopicSizing PRODUCTION = new TopicSizing(8, 8, (short) 3);

    /** For the single broker of a demo or a test. */
    public static final TopicSizing LOCAL = new TopicSizing(4, 4, (short) 1);

    /** @throws IllegalArgumentException if a number is below 1 */
    public TopicSizing {
        if (telemetryPartitions < 1 || gatePartitions < 1 || replication < 1) {
            throw new IllegalArgumentException("partitions and replication are at least 1, found " + telemetryPartitions
                    + ", " + gatePartitions + ", " + replication);
        }
    }
}
