package dev.headgate.processor.streams;

import dev.headgate.processor.config.GateConfiguration;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The Kafka Streams configuration of the judge. */
public final class StreamsProperties {

    /** Largest record that leaves, bytes: what a broker takes by default, less room for key, headers and batch. */
    public static final int LARGEST_RECORD_BYTES = 900_000;

    /**
     * How soon, in milliseconds, a client sees at the latest that a topic has more partitions: what is written to a new one is not
     * read until then.
     */
    public static final int OLDEST_METADATA_MILLIS = 10_000;

    private static final int HEARTBEATS_PER_SESSION = 3;

    private StreamsProperties() {}

    /**
     * The configuration of an application.
     *
     * @param application its name, {@code judge}
     */
    public static Properties of(GateConfiguration settings, String application) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId(settings, application));
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        properties.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDirectory().toString());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
        commits(settings, properties);
        failures(settings, properties);
        throughput(properties);
        // Without a prefix, so that any setting of the user's wins.
        properties.put(StreamsConfig.METADATA_MAX_AGE_CONFIG, OLDEST_METADATA_MILLIS);
        applyPassedThrough(settings.kafka(), properties);
        return properties;
    }

    /** The application's id: the prefix of its group, transactions and internal topics. */
    public static String applicationId(GateConfiguration settings, String application) {
        return settings.applicationIdPrefix() + application;
    }

    private static void commits(GateConfiguration settings, Properties properties) {
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        // Decisions ask for a commit of their own, so that the others may wait longer.
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, millis(settings.judgeCommitInterval()));
        properties.put(StreamsConfig.POLL_MS_CONFIG, millis(settings.pollInterval()));
        // Records of several inputs are put into order within a tick, not by waiting for each other.
        properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L);
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        properties.put("processing.exception.handler.global.enabled", true); // The constant is deprecated already.
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    }

    private static void failures(GateConfiguration settings, Properties properties) {
        Duration heartbeat = settings.sessionTimeout().dividedBy(HEARTBEATS_PER_SESSION);
        // The classic protocol: its session time-out is the member's own, the newer protocol's is the broker's 45 s.
        properties.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), (int)
                settings.sessionTimeout().toMillis());
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), (int)
                heartbeat.toMillis());
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), (int)
                settings.transactionTimeout().toMillis());
    }

    private static void throughput(Properties properties) {
        properties.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 5_000);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 5_000);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
    }

    private static void applyPassedThrough(Map<String, String> kafka, Properties properties) {
        properties.putAll(kafka);
    }

    private static long millis(Duration duration) {
        return duration.toMillis();
    }
}
