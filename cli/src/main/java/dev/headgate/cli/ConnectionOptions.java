package dev.headgate.cli;

import dev.headgate.schemas.topics.TopicCatalogue;
import dev.headgate.schemas.topics.TopicSizing;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How to reach an installation: broker, topic prefix, further settings of Kafka's clients. */
final class ConnectionOptions {
    @Option(
            names = "--bootstrap-servers",
            paramLabel = "BROKERS",
            defaultValue = "${env:HEADGATE_BOOTSTRAP_SERVERS:-127.0.0.1:9092}",
            description =
                    "Kafka brokers as HOST:PORT,…, also as HEADGATE_BOOTSTRAP_SERVERS (default: ${DEFAULT-VALUE}).")
    private String bootstrapServers = "";

    @Option(
            names = "--topic-prefix",
            paramLabel = "PREFIX",
            defaultValue = "${env:HEADGATE_TOPIC_PREFIX:-" + TopicCatalogue.DEFAULT_PREFIX + "}",
            description =
                    "Stands before every topic's name, also as HEADGATE_TOPIC_PREFIX (default: ${DEFAULT-VALUE}).")
    private String topicPrefix = "";

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "Properties for Kafka's clients, for example their security settings.")
    private @Nullable Path kafkaConfig;

    /** The topics under the prefix. */
    TopicCatalogue catalogue(TopicSizing sizing) {
        try {
            return new TopicCatalogue(topicPrefix, sizing);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(e.getMessage() + "", "Give another --topic-prefix.", e);
        }
    }

    /** The topics under the prefix, whatever their size is. */
    TopicCatalogue catalogue() {
        return catalogue(TopicSizing.PRODUCTION);
    }

    /** Settings that every client shares, for brokers of which at least one listens. */
    Properties client() {
        Properties properties = properties();
        Brokers.requireOneThatListens(bootstrapServers);
        return properties;
    }

    /** The brokers as they were given. */
    String bootstrapServers() {
        return bootstrapServers;
    }

    /** The same settings, whether anybody listens or not. */
    Properties properties() {
        Properties properties = new Properties();
        // A person is waiting: half a minute of silence (Kafka's default is a whole one, or two) is answer enough.
        properties.setProperty("default.api.timeout.ms", "15000");
        properties.setProperty("request.timeout.ms", "10000");
        Optional.ofNullable(kafkaConfig).ifPresent(file -> load(file, properties));
        properties.setProperty("bootstrap.servers", bootstrapServers);
        return properties;
    }

    private static void load(Path file, Properties into) {
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            into.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandFailure(
                    "cannot read the properties in " + file + ": " + Documents.why(e),
                    "Give a file of lines \"name=value\" as --kafka-config.",
                    e);
        }
    }
}
