package dev.headgate.executor.kafka;

import dev.headgate.executor.settings.ExecutorSettings;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Makes Kafka clients with time-outs set on purpose. What guarantees rest on (the session and with it the lease,
 * isolation, transactions, offsets) comes last, so that no passed-on property wins over it; everything else can be
 * passed on.
 */
public final class KafkaClients implements Clients {

    private static final int RECORDS_PER_POLL = 50;
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(3);
    private static final Duration LONGEST_WITHOUT_POLL = Duration.ofMinutes(5);

    private final ExecutorSettings settings;

    /** By these settings. */
    public KafkaClients(ExecutorSettings settings) {
        this.settings = settings;
    }

    @Override
    public Consumer<byte[], byte[]> member() {
        return new KafkaConsumer<>(ofMember(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Consumer<byte[], byte[]> reader(String isolation) {
        return new KafkaConsumer<>(ofReader(isolation), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Producer<byte[], byte[]> owner(int partition) {
        return new KafkaProducer<>(ofOwner(partition), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A member of a group that reads decisions and executions for people; it has nothing to do with the executors' group. */
    public Consumer<byte[], byte[]> notices(String groupId) {
        return new KafkaConsumer<>(ofNotices(groupId), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** A producer without transactions, of what is said about notices. */
    public Producer<byte[], byte[]> aside() {
        return new KafkaProducer<>(ofAside(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** The properties of {@link #notices}: partitions of one number go to one member. */
    Map<String, Object> ofNotices(String groupId) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_PER_POLL);
        passOn(properties, "consumer.");
        properties.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        properties.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        properties.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, RangeAssignor.class.getName());
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, millis(settings.sessionTimeout()));
        properties.put(
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                millis(settings.sessionTimeout().dividedBy(5)));
        properties.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, millis(LONGEST_WITHOUT_POLL));
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, groupId);
        return reading(properties, "read_committed");
    }

    private Map<String, Object> ofAside() {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis(LONGEST_REQUEST));
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicCatalogue.LARGEST_RECORD_BYTES);
        passOn(properties, "producer.");
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        return properties;
    }

    /** The properties of {@link #member}. */
    Map<String, Object> ofMember() {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_PER_POLL);
        passOn(properties, "consumer.");
        properties.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        properties.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        properties.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, millis(settings.sessionTimeout()));
        properties.put(
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                millis(settings.sessionTimeout().dividedBy(5)));
        properties.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, millis(settings.longestBetweenPolls()));
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, settings.groupId());
        return reading(properties, "read_committed");
    }

    /** The properties of {@link #reader}. */
    Map<String, Object> ofReader(String isolation) {
        Map<String, Object> properties = new HashMap<>();
        passOn(properties, "consumer.");
        properties.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        return reading(properties, isolation);
    }

    /** The properties of {@link #owner}. */
    Map<String, Object> ofOwner(int partition) {
        Map<String, Object> properties = new HashMap<>();
        Duration request = shorter(LONGEST_REQUEST, settings.transactionTimeout());
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis(request));
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis(settings.transactionTimeout()));
        properties.put(
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                millis(settings.transactionTimeout().multipliedBy(2)));
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicCatalogue.LARGEST_RECORD_BYTES);
        passOn(properties, "producer.");
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, millis(settings.transactionTimeout()));
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, settings.transactionalIdPrefix() + "-" + partition);
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        return properties;
    }

    private Map<String, Object> reading(Map<String, Object> properties, String isolation) {
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        return properties;
    }

    /** First what is for all clients, then what is only for this sort. */
    private void passOn(Map<String, Object> properties, String sort) {
        settings.kafka().forEach((name, value) -> {
            if (!name.startsWith("consumer.") && !name.startsWith("producer.")) {
                properties.put(name, value);
            }
        });
        settings.kafka().forEach((name, value) -> {
            if (name.startsWith(sort)) {
                properties.put(name.substring(sort.length()), value);
            }
        });
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }
}
