package dev.headgate.executor.settings;

import dev.headgate.documents.configuration.ConfigurationException;
import dev.headgate.documents.configuration.SettingsReader;
import dev.headgate.process.AccessToken;
import dev.headgate.process.ProcessSettings;
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
 * @param trustedOperatorKeys directory of public keys of operators, who may roll back directly; empty if nobody may
 * @param runbooks directory of the runbooks
 * @param httpHost where metrics and health are served
 * @param httpPort their port, 0 for any free one
 * @param httpToken what callers must show there; empty if nothing is asked of them
 * @param sessionTimeout after which silence a member of the group is taken for dead
 * @param lease how long after the broker last confirmed this member an effect may begin; shorter than the session
 * @param transactionTimeout after which an abandoned transaction is aborted
 * @param reassertInterval how often the weight in force is read back
 * @param reassertAfter how long after the end of a rollout its last weight is still kept up
 * @param handoverGrace how long running steps may go on when a partition is given up or the process stops
 * @param startFrom how far back decisions are read where neither an offset nor a journal exists
 * @param queueLimit how many decisions of a service may be unfinished until its runs are refused that grow old
 * @param scope which part of the installation it serves, and where it keeps what it knows
 * @param kubernetes how the cluster is reached that runbooks speak of
 * @param notices file that says whom to tell of decisions and executions; empty if nobody is told
 * @param noticesGroupId what the consumer groups of channels begin with, the channel's name behind it
 * @param kafka properties for the Kafka clients, without the prefix {@code kafka.}
 */
public record ExecutorSettings(
        String bootstrapServers,
        String topicPrefix,
        String groupId,
        String name,
        String transactionalIdPrefix,
        Path trustedKeys,
        Optional<Path> trustedOperatorKeys,
        Path runbooks,
        String httpHost,
        int httpPort,
        Optional<AccessToken> httpToken,
        Duration sessionTimeout,
        Duration lease,
        Duration transactionTimeout,
        Duration reassertInterval,
        Duration reassertAfter,
        Duration handoverGrace,
        Duration startFrom,
        int queueLimit,
        ExecutorScope scope,
        KubernetesAccess kubernetes,
        Optional<Path> notices,
        String noticesGroupId,
        Map<String, String> kafka) {

    private static final Duration POLLS_AT_LEAST = Duration.ofSeconds(30);
    private static final Duration POLLS_BEYOND_HANDING_OVER = Duration.ofSeconds(10);

    /** Copies the map. */
    public ExecutorSettings {
        kafka = Map.copyOf(kafka);
    }

    /**
     * How long the member may go without a poll until its client leaves the group by itself: longer than handing
     * partitions over takes, with a lease that was confirmed at its very end.
     */
    public Duration longestBetweenPolls() {
        Duration needed = handoverGrace.plus(lease).plus(POLLS_BEYOND_HANDING_OVER);
        return needed.compareTo(POLLS_AT_LEAST) < 0 ? POLLS_AT_LEAST : needed;
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
        SettingsReader reader = ProcessSettings.read(List.of(ExecutorSetting.values()), file, environment, flags);
        OurKafkaProperties.refuse(reader);
        if (!List.of("true", "false").contains(reader.text(ExecutorSetting.DRY_RUN))) {
            reader.refuse(ExecutorSetting.DRY_RUN, "true or false");
        }
        Duration session = reader.duration(ExecutorSetting.SESSION_TIMEOUT, Duration.ofMillis(500));
        return reader.finish(new ExecutorSettings(
                reader.required(ExecutorSetting.BOOTSTRAP_SERVERS, "the brokers, for example 127.0.0.1:9092"),
                reader.text(ExecutorSetting.TOPIC_PREFIX),
                ofInstallation(reader, ExecutorSetting.GROUP_ID),
                reader.text(ExecutorSetting.EXECUTOR_NAME),
                ofInstallation(reader, ExecutorSetting.TRANSACTIONAL_ID_PREFIX),
                ProcessSettings.directory(
                        reader, ExecutorSetting.TRUSTED_KEYS, "the directory of the gate's public keys"),
                ProcessSettings.existing(reader, ExecutorSetting.TRUSTED_OPERATOR_KEYS),
                ProcessSettings.directory(reader, ExecutorSetting.RUNBOOKS, "the directory of the runbooks"),
                reader.text(ExecutorSetting.HTTP_HOST),
                reader.number(ExecutorSetting.HTTP_PORT, 0, 65_535),
                ProcessSettings.token(reader, ExecutorSetting.HTTP_TOKEN_FILE),
                session,
                lease(reader, session),
                reader.duration(ExecutorSetting.TRANSACTION_TIMEOUT, Duration.ofMillis(500)),
                reader.duration(ExecutorSetting.REASSERT_INTERVAL, Duration.ofMillis(50)),
                reader.duration(ExecutorSetting.REASSERT_AFTER, Duration.ZERO),
                reader.duration(ExecutorSetting.HANDOVER_GRACE, Duration.ZERO),
                reader.duration(ExecutorSetting.START_FROM, Duration.ZERO),
                reader.number(ExecutorSetting.QUEUE_LIMIT, 1, 100_000),
                ExecutorScope.read(reader),
                KubernetesAccess.read(reader),
                ProcessSettings.existing(reader, ExecutorSetting.NOTICES),
                noticesGroup(reader),
                reader.kafka()));
    }

    /** Unless said otherwise another one for each prefix of topics, or executors of two installations fenced each other. */
    private static String ofInstallation(SettingsReader reader, ExecutorSetting setting) {
        String said = reader.text(setting);
        return said.isEmpty() ? ExecutorScope.standardId(reader) : said;
    }

    private static String noticesGroup(SettingsReader reader) {
        String said = reader.text(ExecutorSetting.NOTICES_GROUP_ID);
        return said.isEmpty() ? ProcessSettings.installation(reader, ExecutorSetting.TOPIC_PREFIX) + "-notices" : said;
    }

    /** Three quarters of the session unless said otherwise: the rest is for the clocks and the way to the target. */
    private static Duration lease(SettingsReader reader, Duration session) {
        if (reader.text(ExecutorSetting.LEASE).isEmpty()) {
            return session.multipliedBy(3).dividedBy(4);
        }
        Duration lease = reader.duration(ExecutorSetting.LEASE, Duration.ofMillis(100));
        if (lease.compareTo(session) >= 0) {
            reader.refuse(
                    ExecutorSetting.LEASE,
                    "less than %s (%d ms), or two executors could act at once"
                            .formatted(ExecutorSetting.SESSION_TIMEOUT.key(), session.toMillis()));
        }
        return lease;
    }
}
