package dev.headgate.cli.doctor;

import dev.headgate.schemas.access.Identities;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What is to be examined.
 *
 * @param bootstrapServers the brokers, {@code host:port} with commas
 * @param client settings of Kafka's clients
 * @param catalogue the topics
 * @param part what this user is to be; empty if nobody said
 * @param groups more groups to look at
 * @param signingKey the operator's private key
 * @param operatorKeys directory of the keys whose commands the gate obeys
 * @param trustedKeys directory of the gate's public keys
 * @param versions what this command is and runs on
 */
public record Questions(
        String bootstrapServers,
        Properties client,
        TopicCatalogue catalogue,
        Optional<Part> part,
        List<String> groups,
        Optional<Path> signingKey,
        Optional<Path> operatorKeys,
        Optional<Path> trustedKeys,
        String versions) {

    /** Copies the list. */
    public Questions {
        groups = List.copyOf(groups);
    }

    /** What ids of the installation begin with. */
    String installation() {
        return Identities.installation(catalogue.prefix());
    }

    /** The clients' settings as text. */
    Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        client.stringPropertyNames().forEach(name -> settings.put(name, client.getProperty(name)));
        return settings;
    }
}
