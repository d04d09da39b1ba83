package dev.headgate.cli.doctor;

import dev.headgate.schemas.topics.TopicCatalogue;
import dev.headgate.schemas.topics.TopicSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Looks at the topics of a catalogue. */
final class TopicLook {
    private TopicLook() {}

    /**
     * Those that are there and may be described, by name.
     *
     * @throws KafkaException if the cluster cannot be asked
     */
    static Map<String, TopicSeen> topics(Admin admin, TopicCatalogue catalogue) {
        List<String> names = catalogue.topics().stream().map(TopicSpec::name).toList();
        Map<String, TopicDescription> described = new TreeMap<>();
        admin.describeTopics(names, new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .topicNameValues()
                .forEach((name, answer) -> description(answer).ifPresent(topic -> described.put(name, topic)));
        Map<String, Map<String, String>> settings = settings(admin, described.keySet());
        Map<String, TopicSeen> seen = new TreeMap<>();
        described.forEach((name, topic) -> seen.put(name, seen(topic, Optional.ofNullable(settings.get(name)))));
        return seen;
    }

    private static Optional<TopicDescription> description(KafkaFuture<TopicDescription> answer) {
        try {
            return Optional.of(Asked.of(answer));
        } catch (UnknownTopicOrPartitionException | TopicAuthorizationException notSeen) {
            return Optional.empty();
        }
    }

    private static Map<String, Map<String, String>> settings(Admin admin, Set<String> names) {
        Map<String, Map<String, String>> settings = new TreeMap<>();
        List<ConfigResource> resources = new ArrayList<>();
        names.forEach(name -> resources.add(new ConfigResource(ConfigResource.Type.TOPIC, name)));
        admin.describeConfigs(resources).values().forEach((resource, answer) -> {
            try {
                settings.put(resource.name(), settings(Asked.of(answer)));
            } catch (AuthorizationException mayNotLook) {
                // It stands among those whose settings are not known.
            }
        });
        return settings;
    }

    private static Map<String, String> settings(Config config) {
        Map<String, String> settings = new TreeMap<>();
        for (ConfigEntry entry : config.entries()) {
            if (entry.value() != null) {
                settings.put(entry.name(), entry.value());
            }
        }
        return settings;
    }

    private static TopicSeen seen(TopicDescription topic, Optional<Map<String, String>> settings) {
        List<TopicPartitionInfo> partitions = topic.partitions();
        return new TopicSeen(
                topic.name(),
                partitions.size(),
                partitions.stream()
                        .mapToInt(partition -> partition.replicas().size())
                        .min()
                        .orElse(0),
                (int) partitions.stream()
                        .filter(partition ->
                                partition.isr().size() < partition.replicas().size())
                        .count(),
                (int) partitions.stream()
                        .filter(partition ->
                                partition.leader() == null || partition.leader().isEmpty())
                        .count(),
                settings,
                Optional.ofNullable(topic.authorizedOperations()));
    }
}
