package dev.headgate.schemas.topics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes a catalogue's topics. Existing ones are left as they are, and compared. */
public final class TopicCreation {

    private TopicCreation() {}

    /**
     * What was done.
     *
     * @param created full names of the topics that were made
     * @param existing full names of those that were there before
     * @param differences what is not as the catalogue wants it, a sentence each; partition counts must be put right
     *     before a gate can start
     */
    public record Report(List<String> created, List<String> existing, List<String> differences) {
        /** Copies the lists. */
        public Report {
            created = List.copyOf(created);
            existing = List.copyOf(existing);
            differences = List.copyOf(differences);
        }
    }

    /**
     * Creates what is missing.
     *
     * @throws KafkaException if the cluster cannot be asked or refuses
     */
    public static Report create(Admin admin, TopicCatalogue catalogue) {
        Set<String> present = await(admin.listTopics().names());
        List<String> created = new ArrayList<>();
        List<TopicSpec> existing = new ArrayList<>();
        for (TopicSpec topic : catalogue.topics()) {
            if (!present.contains(topic.name()) && createOne(admin, topic)) {
                created.add(topic.name());
            } else {
                existing.add(topic);
            }
        }
        List<String> names = existing.stream().map(TopicSpec::name).toList();
        return new Report(created, names, differences(admin, existing));
    }

    /** As the admin client wants it. */
    public static NewTopic newTopic(TopicSpec topic) {
        return new NewTopic(topic.name(), Optional.of(topic.partitions()), Optional.of(topic.replication()))
                .configs(topic.configuration());
    }

    private static boolean createOne(Admin admin, TopicSpec topic) {
        try {
            await(admin.createTopics(List.of(newTopic(topic))).all());
            return true;
        } catch (TopicExistsException e) {
            return false;
        }
    }

    private static List<String> differences(Admin admin, List<TopicSpec> existing) {
        if (existing.isEmpty()) {
            return List.of();
        }
        Set<String> names = new TreeSet<>();
        existing.forEach(topic -> names.add(topic.name()));
        Map<String, TopicDescription> found = await(admin.describeTopics(names).allTopicNames());
        List<String> differences = new ArrayList<>();
        for (TopicSpec topic : existing) {
            TopicDescription description = found.get(topic.name());
            int partitions = description == null ? 0 : description.partitions().size();
            if (partitions != topic.partitions()) {
                differences.add(
                        "topic " + topic.name() + " has " + partitions + " partitions, expected " + topic.partitions());
            }
        }
        return differences;
    }

    private static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KafkaException cause) {
                throw cause;
            }
            throw new KafkaException("the cluster could not be asked: " + e.getCause(), e);
        }
    }
}
