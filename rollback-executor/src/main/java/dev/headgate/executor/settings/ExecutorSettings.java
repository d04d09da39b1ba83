package dev.headgate.executor.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that shapes the executor's behaviour.
 *
 * @param bootstrapServers the brokers, {@code host:port} with commas
 * @param topicPrefix before every topic name
 * @param groupId the consumer group that executors of one installation share
 * @param name this executor's name, written into every execution
 * @param transactionalIdPrefix before the partition's number in transactional ids; shared by the group, since it is
 *     what fences a predecessor
 * @param trustedKeys directory of the gate's public keys
 * @param runbooks directory of the runbooks
 * @param httpHost where metrics and health are served
 * @param httpPort their port, 0 for any free one
 * @param sessionTimeout after which silence a member of the group is taken for dead
 * @param lease how long after the broker last confirmed this member an effect may begin; shorter than the session
 * @param transactionTimeout after which an abandoned transaction is aborted
 * @param reassertInterval how often the weight in force is read back
 * @param reassertAfter how long after the end of a rollout its last weight is still kept up
 * @param handoverGrace how long running steps may go on when a partition is given up or the process stops
 * @param startFrom how far back decisions are read where neither an offset nor a journal exists
 * @param queueLimit how many decisions may wait in one partition until no more are read
 * @param kafka properties for the Kafka clients, without the prefix {@code kafka.}
 */
public record ExecutorSettings(
        String bootstrapServers,
        String topicPrefix,
        String groupId,
        String name,
        String transactionalIdPrefix,
        Path trustedKeys,
        Path runbooks,
        String httpHost,
        int httpPort,
        Duration sessionTimeout,
        Duration lease,
        Duration transactionTimeout,
        Duration reassertInterval,
        Duration reassertAfter,
        Duration handoverGrace,
        Duration startFrom,
        int queueLimit,
        Map<String, String> kafka) {

    /** Copies the map. */
    public ExecutorSettings {
        kafka = Map.copyOf(kafka);
    }

    /**
     * Reads the settings from a file, the environment and flags, the later overriding the earlier.
     *
     * @param file YAML, or properties if its name ends in {@code .properties}
     * @param environment variables by name
     * @param flags {@code key=value} each
     * @throws ConfigurationException with every problem at once
     */
    public static ExecutorSettings read(Optional<Path> file, Map<String, String> environment, List<String> flags) {
        return new SettingsReader(Entries.read(file, environment, flags)).read();
    }
}
