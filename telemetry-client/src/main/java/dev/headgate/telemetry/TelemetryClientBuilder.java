package dev.headgate.telemetry;

import dev.headgate.schemas.model.Names;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Settings of a {@link TelemetryClient}. Not thread-safe. */
public final class TelemetryClientBuilder {

    /**
     * What is left out unless told otherwise: what probes ask for by the conventions of Kubernetes, MicroProfile and Spring Boot, and
     * nothing else, since under {@code /health} there may be a service's own business.
     */
    public static final List<String> PROBES = List.of(
            "/health",
            "/healthz",
            "/livez",
            "/readyz",
            "/health/live",
            "/health/liveness",
            "/health/ready",
            "/health/readiness",
            "/actuator/health/**",
            "/actuator/info",
            "/actuator/prometheus");

    private final String service;
    private final String version;
    private final Map<String, Object> producerProperties = new HashMap<>();
    private TopicCatalogue topics = new TopicCatalogue(TopicCatalogue.DEFAULT_PREFIX);
    private PublishMode mode = PublishMode.SUMMARIES;
    private Duration linger = Duration.ofMillis(50);
    private Optional<Supplier<Producer<byte[], byte[]>>> producer = Optional.empty();
    private int queueCapacity = 10_000;
    private int mostUnderWay = 8_192;
    private List<String> excluded = PROBES;
    private List<String> streaming = List.of();
    private Duration requestTimeout = Duration.ofSeconds(30);
    InstantSource clock = InstantSource.system();
    LongSupplier nanos = System::nanoTime;

    TelemetryClientBuilder(String service, String version) {
        this.service = Names.requireName("service", service);
        this.version = Names.requireName("version", version);
        producerProperties.put(ProducerConfig.CLIENT_ID_CONFIG, "headgate-telemetry-" + service + "-" + version);
        producerProperties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        producerProperties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        producerProperties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 500);
        producerProperties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) (Backlog.KEPT_SECONDS * 1000));
        producerProperties.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 5_000);
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

    /** In what form requests are published; default {@link PublishMode#SUMMARIES}. */
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
     * How many events may wait for the sender's thread before further ones are dropped; default 10 000. It does not apply
     * to summaries.
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
     * How long a request that was {@linkplain TelemetryClient#begin begun} may be under way before it is recorded as an
     * error; default 30 s, {@link Duration#ZERO} watches none.
     *
     * @throws IllegalArgumentException if it is negative or longer than a day
     */
    public TelemetryClientBuilder requestTimeout(Duration duration) {
        if (duration.isNegative() || duration.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("requestTimeout must be 0 to 24 h, found " + duration);
        }
        requestTimeout = duration;
        return this;
    }

    /**
     * Paths whose requests the servlet filter, the observation handler and the meter registry leave out: {@code /health} is that
     * path, {@code /health*} also what goes on in the same segment, {@code /health/**} that path and everything under it.
     * Default are those that probes ask for, {@link #PROBES}: a version that answers nobody else would look alive. What is given
     * replaces them. What is left out is counted, {@link TelemetryClient#excluded}.
     *
     * @throws IllegalArgumentException if one is no such pattern
     */
    public TelemetryClientBuilder exclude(Collection<String> paths) {
        excluded = List.copyOf(paths);
        var unused = new PathPatterns(excluded);
        return this;
    }

    /**
     * Paths whose answers may take as long as they like, such as long polls and streams: their time-outs are no errors, and they
     * count when they end. The servlet filter finds answers of type {@code text/event-stream} by itself. None by default.
     *
     * @throws IllegalArgumentException if one is no pattern, see {@link #exclude}
     */
    public TelemetryClientBuilder streaming(Collection<String> paths) {
        streaming = List.copyOf(paths);
        var unused = new PathPatterns(streaming);
        return this;
    }

    /**
     * How many requests under way are watched for their time-out; default 8 192, in a table of 64 kB. Of more some are
     * not watched, and counted as {@link TelemetryClient#unwatched}.
     *
     * @throws IllegalArgumentException if it is not 1 to 1 000 000
     */
    public TelemetryClientBuilder mostUnderWay(int requests) {
        if (requests < 1 || requests > 1_000_000) {
            throw new IllegalArgumentException("mostUnderWay must be 1 to 1 000 000, found " + requests);
        }
        mostUnderWay = requests;
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

    /** For tests: another clock for what takes how long than the system's. */
    TelemetryClientBuilder nanos(LongSupplier source) {
        nanos = source;
        return this;
    }

    Recordings recordings() {
        return switch (mode) {
            case EVENTS ->
                new EventRecordings(queueCapacity, new RequestBatches(service, version, linger.toMillis()), clock);
            case SUMMARIES -> new SummaryRecordings(new SecondSummaries(service, version), clock);
        };
    }

    PathPatterns excluded() {
        return new PathPatterns(excluded);
    }

    PathPatterns streaming() {
        return new PathPatterns(streaming);
    }

    RequestsUnderWay underWay() {
        return new RequestsUnderWay(mostUnderWay, requestTimeout.toNanos());
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
