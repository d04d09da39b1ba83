package dev.headgate.telemetry;

import dev.headgate.schemas.model.Names;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Settings of a {@link TelemetryClient}. Not thread-safe. */
public final class TelemetryClientBuilder {

    private final String service;
    private final String version;
    private final Map<String, Object> producerProperties = new HashMap<>();
    private TopicCatalogue topics = new TopicCatalogue(TopicCatalogue.DEFAULT_PREFIX);
    private PublishMode mode = PublishMode.EVENTS;
    private Duration linger = Duration.ofMillis(50);
    private Optional<Supplier<Producer<byte[], byte[]>>> producer = Optional.empty();
    int queueCapacity = 10_000;
    InstantSource clock = InstantSource.system();

    TelemetryClientBuilder(String service, String version) {
        this.service = Names.requireName("service", service);
        this.version = Names.requireName("version", version);
        producerProperties.put(ProducerConfig.CLIENT_ID_CONFIG, "headgate-telemetry-" + service + "-" + version);
        producerProperties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        producerProperties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        producerProperties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
    }

    /** Where Kafka is: {@code host:port}, several with commas. Required, here or among the producer's properties. */
    public TelemetryClientBuilder bootstrapServers(String servers) {
        producerProperties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
        return this;
    }

    /** Any properties of the Kafka producer, for example security; they replace our defaults. */
    public TelemetryClientBuilder producerProperties(Map<String, ?> properties) {
        producerProperties.putAll(properties);
        return this;
    }

    /**
     * What stands before every topic's name; default {@value TopicCatalogue#DEFAULT_PREFIX}.
     *
     * @throws IllegalArgumentException if it cannot begin a topic's name
     */
    public TelemetryClientBuilder topicPrefix(String prefix) {
        topics = new TopicCatalogue(prefix);
        return this;
    }

    /** In what form requests are published; default {@link PublishMode#EVENTS}. */
    public TelemetryClientBuilder mode(PublishMode publishMode) {
        mode = publishMode;
        return this;
    }

    /**
     * How long an event may wait for others to share its record; default 50 ms. It does not apply to summaries.
     *
     * @throws IllegalArgumentException if it is negative or longer than a second
     */
    public TelemetryClientBuilder linger(Duration duration) {
        if (duration.isNegative() || duration.compareTo(Duration.ofSeconds(1)) > 0) {
            throw new IllegalArgumentException("linger must be 0 to 1 s, found " + duration);
        }
        linger = duration;
        return this;
    }

    /**
     * How many requests may wait to be sent before further ones are dropped; default 10 000.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public TelemetryClientBuilder queueCapacity(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("the queue must hold at least 1, found " + capacity);
        }
        queueCapacity = capacity;
        return this;
    }

    /**
     * The running client. Kafka need not be there yet: the background thread connects, and tries again until it can.
     *
     * @throws IllegalArgumentException if no bootstrap servers are set
     */
    public TelemetryClient build() {
        if (producer.isEmpty() && !producerProperties.containsKey(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG)) {
            throw new IllegalArgumentException("set bootstrapServers, for example \"127.0.0.1:9092\"");
        }
        TelemetryClient client = new TelemetryClient(this);
        client.start();
        return client;
    }

    /** What Kafka's producer is given. */
    Map<String, Object> producerProperties() {
        return Map.copyOf(producerProperties);
    }

    /** For tests: another producer than Kafka's. */
    TelemetryClientBuilder producer(Supplier<Producer<byte[], byte[]>> supplier) {
        producer = Optional.of(supplier);
        return this;
    }

    /** For tests: another clock than the system's. */
    TelemetryClientBuilder clock(InstantSource source) {
        clock = source;
        return this;
    }

    Outgoing outgoing() {
        return switch (mode) {
            case EVENTS -> new RequestBatches(service, version, linger.toMillis());
            case SUMMARIES -> new SecondSummaries(service, version);
        };
    }

    String topic() {
        return topics.name(
                switch (mode) {
                    case EVENTS -> TopicCatalogue.TELEMETRY_REQUESTS;
                    case SUMMARIES -> TopicCatalogue.TELEMETRY_SUMMARIES;
                });
    }

    Producer<byte[], byte[]> createProducer() {
        if (producer.isPresent()) {
            return producer.get().get();
        }
        return new KafkaProducer<>(producerProperties, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
