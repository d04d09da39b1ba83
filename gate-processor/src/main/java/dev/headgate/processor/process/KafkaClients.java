package dev.headgate.processor.process;

import dev.headgate.processor.combine.UnitAssignor;
import dev.headgate.processor.config.GateConfiguration;
import dev.headgate.processor.streams.StreamsProperties;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The configurations of Kafka clients that the gate makes itself. What is passed through is understood as Streams does: a client takes
 * what has its own beginning, and of the rest what is not another's.
 */
final class KafkaClients {

    private static final int HEARTBEATS_PER_SESSION = 3;
    private static final int MOST_RECORDS_A_POLL = 5_000;
    private static final Duration LONGEST_BLOCKING = Duration.ofSeconds(10);

    private static final List<String> BEGINNINGS = List.of(
            "consumer.", "main.consumer.", "restore.consumer.", "global.consumer.", "producer.", "admin.", "topic.");

    private KafkaClients() {}

    /** An admin client's. */
    static Map<String, Object> admin(GateConfiguration settings) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        passThrough(settings, AdminClientConfig.configNames(), List.of("admin."), properties);
        return properties;
    }

    /** A consumer's that commits nothing by itself, one of a group that is told apart as combiners. */
    static Map<String, Object> combineConsumer(GateConfiguration settings, String group, String clientId) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_RECORDS_A_POLL);
        int session = (int) settings.sessionTimeout().toMillis();
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, session);
        properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, session / HEARTBEATS_PER_SESSION);
        properties.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, StreamsProperties.OLDEST_METADATA_MILLIS);
        passThrough(settings, ConsumerConfig.configNames(), List.of("consumer.", "main.consumer."), properties);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
        // The classic protocol: its session time-out is the member's own, the newer protocol's is the broker's 45 s.
        properties.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        properties.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, UnitAssignor.class.getName());
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        // A topic that is deleted would come back with the broker's number of partitions, and hide that it was missing.
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return properties;
    }

    /** A transactional producer's. */
    static Map<String, Object> combineProducer(GateConfiguration settings, String transactionalId, String clientId) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, LONGEST_BLOCKING.toMillis());
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int)
                settings.transactionTimeout().toMillis());
        properties.put(ProducerConfig.METADATA_MAX_AGE_CONFIG, StreamsProperties.OLDEST_METADATA_MILLIS);
        passThrough(settings, ProducerConfig.configNames(), List.of("producer."), properties);
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return properties;
    }

    /** The later a beginning the more it is meant for this client. */
    private static void passThrough(
            GateConfiguration settings, Set<String> own, List<String> beginnings, Map<String, Object> into) {
        Set<String> others = othersThan(own);
        settings.kafka().forEach((key, value) -> {
            if (!others.contains(key) && BEGINNINGS.stream().noneMatch(key::startsWith)) {
                into.put(key, value);
            }
        });
        for (String beginning : beginnings) {
            settings.kafka().forEach((key, value) -> {
                if (key.startsWith(beginning)) {
                    into.put(key.substring(beginning.length()), value);
                }
            });
        }
    }

    private static Set<String> othersThan(Set<String> own) {
        Set<String> others = new HashSet<>(StreamsConfig.configDef().names());
        others.addAll(ConsumerConfig.configNames());
        others.addAll(ProducerConfig.configNames());
        others.addAll(AdminClientConfig.configNames());
        others.removeAll(own);
        return others;
    }
}
