package dev.headgate.console.settings;

import dev.headgate.documents.configuration.ConfigurationException;
import dev.headgate.documents.configuration.SettingsReader;
import dev.headgate.process.AccessToken;
import dev.headgate.process.ProcessSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Everything that shapes the console's behaviour.
 *
 * @param bootstrapServers the brokers, {@code host:port} with commas
 * @param topicPrefix before every topic name
 * @param signingKey private key that signs commands; empty if the console gives none
 * @param trustedKeys directory of the gates' public keys; empty if signatures of decisions are not checked
 * @param trustedOperatorKeys directory of operators' public keys; empty if what they decide directly is not checked
 * @param dataDirectory where the read model is kept; empty for in memory
 * @param address where it is served, and by which ways
 * @param metricsToken what readers of metrics must show; empty if nothing is asked of them
 * @param tokensFile file of the tokens of people and pipelines; empty if there are none
 * @param sessionLifetime after which everybody signs in again
 * @param answerTimeout how long a command waits for the gate's answer
 * @param eventsClients how many pages may be kept up to date at once
 * @param publicBadges whether everybody sees badges
 * @param oidc who else knows people; empty if nobody does
 * @param kafka properties for the Kafka clients, without the prefix {@code kafka.}
 */
public record ConsoleSettings(
        String bootstrapServers,
        String topicPrefix,
        Optional<Path> signingKey,
        Optional<Path> trustedKeys,
        Optional<Path> trustedOperatorKeys,
        Optional<Path> dataDirectory,
        ServedAddress address,
        Optional<AccessToken> metricsToken,
        Optional<Path> tokensFile,
        Duration sessionLifetime,
        Duration answerTimeout,
        int eventsClients,
        boolean publicBadges,
        Optional<OidcSettings> oidc,
        Map<String, String> kafka) {

    /** Copies the map. */
    public ConsoleSettings {
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
    public static ConsoleSettings read(Optional<Path> file, Map<String, String> environment, List<String> flags) {
        SettingsReader reader = ProcessSettings.read(List.of(ConsoleSetting.values()), file, environment, flags);
        Optional<Path> tokens = ProcessSettings.existing(reader, ConsoleSetting.TOKENS_FILE);
        Optional<OidcSettings> oidc = OidcSettings.read(reader);
        ServedAddress address = ServedAddress.read(reader, tokens.isPresent() || oidc.isPresent());
        if (oidc.isPresent() && address.publicUrl().isEmpty() && !address.loopback()) {
            reader.refuse(
                    ConsoleSetting.PUBLIC_URL, "where browsers find the console: the provider sends people back there");
        }
        return reader.finish(new ConsoleSettings(
                reader.required(ConsoleSetting.BOOTSTRAP_SERVERS, "the brokers, for example 127.0.0.1:9092"),
                reader.text(ConsoleSetting.TOPIC_PREFIX),
                ProcessSettings.existing(reader, ConsoleSetting.SIGNING_KEY),
                ProcessSettings.existing(reader, ConsoleSetting.TRUSTED_KEYS),
                ProcessSettings.existing(reader, ConsoleSetting.TRUSTED_OPERATOR_KEYS),
                Optional.of(reader.text(ConsoleSetting.DATA_DIRECTORY))
                        .filter(text -> !text.isEmpty())
                        .map(Path::of),
                address,
                ProcessSettings.token(reader, ConsoleSetting.HTTP_TOKEN_FILE),
                tokens,
                reader.duration(ConsoleSetting.SESSION_LIFETIME, Duration.ofMinutes(1)),
                reader.duration(ConsoleSetting.ANSWER_TIMEOUT, Duration.ofSeconds(1)),
                reader.number(ConsoleSetting.EVENTS_CLIENTS, 1, 1_000),
                ServedAddress.truth(reader, ConsoleSetting.BADGES_PUBLIC),
                oidc,
                reader.kafka()));
    }

    /** Properties of every Kafka client. */
    public Properties clients() {
        Properties properties = new Properties();
        properties.putAll(kafka);
        properties.setProperty("bootstrap.servers", bootstrapServers);
        return properties;
    }
}
