package dev.headgate.processor.config;

import dev.headgate.core.GateSettings;
import dev.headgate.core.Roles;
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
 * Everything that shapes the gate's behaviour; meanings and defaults stand in docs/CONFIGURATION.md.
 *
 * @param bootstrapServers the brokers, {@code host:port} with commas
 * @param topicPrefix before every topic name
 * @param applicationIdPrefix before {@code combine} and {@code judge} in the applications' ids
 * @param signingKey the private key that decisions are signed with; the judge does not start without
 * @param trustedKeys directory of the public keys of those who may command; the judge does not start without
 * @param trustedGateKeys directory of the public keys of other gates, whose signals about a train count
 * @param httpHost where metrics and health are served
 * @param httpPort their port, 0 for any free one
 * @param httpToken what callers must show there; empty if nothing is asked of them
 * @param stateDirectory where the gate keeps the ids of its transactions
 * @param threads stream threads of each application
 * @param commitInterval how often what was combined is committed
 * @param judgeCommitInterval how often what was judged is committed where nothing was decided
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
 * @param otlp what is read of OpenTelemetry
 * @param roles who may speak for which role
 * @param kafka properties for the Kafka clients and Streams, without the prefix {@code kafka.}
 */
public record GateConfiguration(
        String bootstrapServers,
        String topicPrefix,
        String applicationIdPrefix,
        Optional<Path> signingKey,
        Optional<Path> trustedKeys,
        Optional<Path> trustedGateKeys,
        String httpHost,
        int httpPort,
        Optional<AccessToken> httpToken,
        Path stateDirectory,
        int threads,
        Duration commitInterval,
        Duration judgeCommitInterval,
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
        OtlpSettings otlp,
        Roles roles,
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
        SettingsReader reader = ProcessSettings.read(
                List.of(GateSetting.values()), List.of(RoleSettings.BEGINNING), file, environment, flags);
        GateConfiguration configuration = new GateConfiguration(
                reader.required(GateSetting.BOOTSTRAP_SERVERS, "the brokers, for example 127.0.0.1:9092"),
                reader.text(GateSetting.TOPIC_PREFIX),
                applicationIdPrefix(reader),
                ProcessSettings.existing(reader, GateSetting.SIGNING_KEY),
                ProcessSettings.existing(reader, GateSetting.TRUSTED_KEYS),
                ProcessSettings.existing(reader, GateSetting.TRUSTED_GATE_KEYS),
                reader.text(GateSetting.HTTP_HOST),
                reader.number(GateSetting.HTTP_PORT, 0, 65_535),
                ProcessSettings.token(reader, GateSetting.HTTP_TOKEN_FILE),
                Path.of(reader.text(GateSetting.STATE_DIRECTORY)),
                reader.number(GateSetting.THREADS, 1, 256),
                reader.duration(GateSetting.COMMIT_INTERVAL, Duration.ofMillis(1)),
                reader.duration(GateSetting.JUDGE_COMMIT_INTERVAL, Duration.ofMillis(1)),
                reader.duration(GateSetting.POLL_INTERVAL, Duration.ofMillis(1)),
                reader.duration(GateSetting.TICK_INTERVAL, Duration.ofMillis(10)),
                reader.duration(GateSetting.PROGRESS_INTERVAL, Duration.ofMillis(10)),
                reader.duration(GateSetting.SETTLE, Duration.ZERO),
                reader.duration(GateSetting.LAGGING_AFTER, Duration.ofMillis(100)),
                reader.duration(GateSetting.INCOMPLETE_AFTER, Duration.ofMillis(100)),
                reader.duration(GateSetting.SKEW_ALLOWED, Duration.ZERO),
                reader.duration(GateSetting.LATENESS_ALLOWED, Duration.ofSeconds(1)),
                reader.duration(GateSetting.EXECUTION_TIMEOUT, Duration.ofSeconds(1)),
                reader.duration(GateSetting.SESSION_TIMEOUT, Duration.ofMillis(500)),
                reader.duration(GateSetting.TRANSACTION_TIMEOUT, Duration.ofMillis(500)),
                reader.number(GateSetting.OPERATION_CAP, 1, 10_000),
                OtlpSettings.read(reader),
                RoleSettings.read(reader),
                reader.kafka());
        configuration.refuseContradictions(reader);
        return reader.finish(configuration);
    }

    /** The judge's time constants. */
    public GateSettings core() {
        GateSettings defaults = GateSettings.DEFAULTS;
        return new GateSettings(
                        settle,
                        laggingAfter,
                        incompleteAfter,
                        executionTimeout,
                        defaults.maximumUndecidedGap(),
                        defaults.judgingGap(),
                        defaults.evaluationInterval(),
                        defaults.maximumStepBacks())
                .withRoles(roles);
    }

    /** Unless said otherwise another one for each prefix of topics, or gates of two installations took each other's work. */
    private static String applicationIdPrefix(SettingsReader reader) {
        String said = reader.text(GateSetting.APPLICATION_ID_PREFIX);
        return said.isEmpty() ? ProcessSettings.installation(reader, GateSetting.TOPIC_PREFIX) + "-" : said;
    }

    private void refuseUnlessWithinTransaction(SettingsReader reader, GateSetting setting, Duration interval) {
        if (interval.compareTo(transactionTimeout) >= 0) {
            reader.refuse(
                    setting,
                    "less than %s (%d ms), or every transaction is aborted"
                            .formatted(GateSetting.TRANSACTION_TIMEOUT.key(), transactionTimeout.toMillis()));
        }
    }

    private void refuseContradictions(SettingsReader reader) {
        refuseUnlessWithinTransaction(reader, GateSetting.COMMIT_INTERVAL, commitInterval);
        refuseUnlessWithinTransaction(reader, GateSetting.JUDGE_COMMIT_INTERVAL, judgeCommitInterval);
        if (progressInterval.multipliedBy(2).compareTo(laggingAfter) > 0) {
            reader.refuse(
                    GateSetting.PROGRESS_INTERVAL,
                    "at most half of %s (%d ms), or telemetry is lagging all the time"
                            .formatted(GateSetting.LAGGING_AFTER.key(), laggingAfter.toMillis()));
        }
    }
}
