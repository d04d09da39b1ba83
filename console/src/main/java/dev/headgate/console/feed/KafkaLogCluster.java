package dev.headgate.console.feed;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/** Asks a Kafka cluster. Needs no more than to be allowed to describe the topics that are read. */
final class KafkaLogCluster implements LogCluster {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Admin admin;

    /** @param clients properties of Kafka's clients: bootstrap servers and security */
    KafkaLogCluster(Properties clients) {
        Properties properties = new Properties();
        properties.putAll(clients);
        properties.setProperty("reconnect.backoff.max.ms", "1000");
        properties.putIfAbsent("client.id", "headgate-console");
        admin = Admin.create(properties);
    }

    @Override
    public Map<TopicPartition, Long> written(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetSpec> latest =
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        return await(admin.listOffsets(latest).all()).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, found -> found.getValue().offset()));
    }

    @Override
    public String identity(Collection<String> topics) {
        String cluster = await(admin.describeCluster().clusterId());
        return await(admin.describeTopics(topics).allTopicNames()).values().stream()
                .map(topic -> topic.name() + "=" + topic.topicId())
                .sorted()
                .collect(Collectors.joining(" ", cluster + " ", ""));
    }

    @Override
    public void close() {
        admin.close(PATIENCE);
    }

    private static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new TimeoutException("the broker has not answered within " + PATIENCE.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        }
    }
}
