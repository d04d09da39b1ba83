package dev.headgate.cli.doctor;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;

/**
 * A topic as the cluster has it.
 *
 * @param name its name
 * @param partitions how many
 * @param replication replicas of each, the fewest
 * @param behind partitions of which a replica lags or is missing
 * @param leaderless partitions that nobody leads
 * @param configuration its settings; empty if they may not be read
 * @param allowed what we may do with it; empty if the cluster does not say
 */
public record TopicSeen(
        String name,
        int partitions,
        int replication,
        int behind,
        int leaderless,
        Optional<Map<String, String>> configuration,
        Optional<Set<AclOperation>> allowed) {

    /** Copies map and set. */
    public TopicSeen {
        configuration = configuration.map(Map::copyOf);
        allowed = allowed.map(Set::copyOf);
    }
}
