package dev.headgate.processor.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that shapes the gate's behaviour; meanings and defaults stand in docs/CONFIGURATION.md.
 *
 * @param bootstrapServers the brokers, {@code host:port} with commas
 * @param topicPrefix before every topic name
 * @param applicationIdPrefix before {@code combine} and {@code judge} in the applications' ids
 * @param signingKey the private key that decisions are signed with; the judge does not start without
 * @param trustedKeys directory of the public keys of those who may command; the judge does not start without
 * @param httpHost where metrics and health are served
 * @param httpPort their port, 0 for any free one
 * @param stateDirectory where the gate keeps the ids of its transactions
 * @param threads stream threads of each application
 * @param commitInterval how often what was combined and judged is committed
 * @param pollInterval how long an idle loop waits for records before it looks at its clocks again
 * @param tickInterval how often the judge evaluates when nothing comes
 * @param progressInterval how often a combiner tells how far it has come
 * @param settle how long after a second's end its late events are waited for
 * @param laggingAfter age of a combiner's progress from which nothing is concluded from silence
 * @param incompleteAfter how long a second may wait for all combiners until it is closed as incomplete
 * @param skewAllowed how far in the future an event may be
 * @param latenessAllowed how long after its completion an event may reach Kafka
 * @param executionTimeout how long an execution may be outstanding until somebody is told
 * @param sessionTimeout after which silence a member of the group is taken for dead
 * @param transactionTimeout after which an abandoned transaction is aborted
 * @param operationCap operations told apart per version
 * @param kafka properties for the Kafka clients and Streams, without the prefix {@code kafka.}
 */
public record GateConfiguration(
        String bootstrapServers,
        String topicPrefix,
        String applicationIdPrefix,
        Optional<Path> signingKey,
        Optional<Path> trustedKeys,
        String httpHost,
        int httpPort,
        Path stateDirectory,
        int threads,
        Duration commitInterval,
        Duration pollInterval,
        Duration tickInterval,
        Duration progressInterval,
        Duration settle,
        Duration laggingAfter,
        Duration incompleteAfter,
        Duration skewAllowed,
        Duration latenessAllowed,
        Duration executionTimeout,
        Duration sessionTimeout,
        Duration transactionTimeout,
        int operationCap,
        Map<String, String> kafka) {

    /** Copies the map. */
    public GateConfiguration {
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
    public static GateConfiguration read(Optional<Path> file, Map<String, String> environment, List<String> flags) {
        return new SettingsReader(Entries.read(file, environment, flags)).read();
    }
}
