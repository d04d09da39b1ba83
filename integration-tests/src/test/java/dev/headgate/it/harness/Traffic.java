package dev.headgate.it.harness;

import dev.headgate.schemas.codec.RequestEventWriter;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Outcome;
import dev.headgate.schemas.model.RequestEvent;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Publishes the telemetry of requests that were never made, at the pace of the wall clock: each version behaves as it is
 * told to until it is told otherwise. Events of one version go round all partitions. Thread-safe.
 */
public final class Traffic implements AutoCloseable {

    private static final long BEAT_MILLIS = 50;
    private static final List<String> OPERATIONS = List.of("checkout", "search", "cart");

    private final RequestEventWriter writer = new RequestEventWriter();
    private final Map<Version, Stream> streams = new ConcurrentHashMap<>();
    private final ScheduledExecutorService beat = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "traffic");
        thread.setDaemon(true);
        return thread;
    });
    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final int partitions;
    private final Published published = new Published();
    private int partition;
    private volatile Consumer<RequestEvent> observer = event -> {};
    private volatile Optional<Throwable> failure = Optional.empty();

    /** One version of one service. */
    public record Version(String service, String name) {}

    private static final class Stream {
        private volatile Behaviour behaviour;
        private long lastMillis;
        private long owedThousandths;
        private long count;

        Stream(Behaviour behaviour, long now) {
            this.behaviour = behaviour;
            this.lastMillis = now;
        }
    }

    Traffic(Installation installation) {
        topic = installation.topics().name(TopicCatalogue.TELEMETRY_REQUESTS);
        partitions =
                installation.topics().topic(TopicCatalogue.TELEMETRY_REQUESTS).partitions();
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", installation.bootstrapServers(), "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        Future<?> unused = beat.scheduleAtFixedRate(this::publishAll, 0, BEAT_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Shows every event just before it is sent, from the thread that sends. */
    public void onEvent(Consumer<RequestEvent> newObserver) {
        observer = newObserver;
    }

    /** From now on the version behaves like this. */
    public void behave(String service, String version, Behaviour behaviour) {
        Stream stream = streams.computeIfAbsent(
                new Version(service, version), name -> new Stream(behaviour, System.currentTimeMillis()));
        stream.behaviour = behaviour;
    }

    /** From now on the version publishes nothing. */
    public void silence(String service, String version) {
        streams.remove(new Version(service, version));
    }

    /** What was published so far and has reached Kafka; complete once {@link #stop} has returned. */
    public Published published() {
        failure.ifPresent(cause -> {
            throw new IllegalStateException("Publishing failed", cause);
        });
        return published;
    }

    /** Publishes nothing any more, and returns when everything has reached Kafka. */
    public void stop() {
        beat.shutdown();
        try {
            if (!beat.awaitTermination(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Publishing did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.flush();
    }

    @Override
    public void close() {
        stop();
        producer.close();
    }

    private void publishAll() {
        try {
            long now = System.currentTimeMillis();
            streams.forEach((version, stream) -> publish(version, stream, now));
        } catch (RuntimeException unexpected) {
            failure = Optional.of(unexpected);
            throw unexpected;
        }
    }

    private void publish(Version version, Stream stream, long now) {
        Behaviour behaviour = stream.behaviour;
        long millis = Math.min(now - stream.lastMillis, 1_000);
        stream.lastMillis = now;
        stream.owedThousandths += millis * behaviour.requestsPerSecond();
        List<RequestEvent> events = new ArrayList<>();
        while (stream.owedThousandths >= 1_000) {
            stream.owedThousandths -= 1_000;
            events.add(event(version, behaviour, stream.count++, now));
        }
        if (!events.isEmpty()) {
            events.forEach(observer);
            byte[] value = writer.write(version.service(), version.name(), events);
            partition = (partition + 1) % partitions;
            Future<?> unused =
                    producer.send(new ProducerRecord<>(topic, partition, null, value), (metadata, refused) -> {
                        if (refused == null) {
                            events.forEach(published::add);
                        } else {
                            failure = Optional.of(refused);
                        }
                    });
        }
    }

    private static RequestEvent event(Version version, Behaviour behaviour, long count, long now) {
        long percent = count % 100;
        // Multiplying by a number without a common factor spreads the chosen ones evenly over the hundred.
        boolean error = percent * 37 % 100 < behaviour.errorPercent();
        boolean slow = percent * 73 % 100 < behaviour.slowPercent();
        return new RequestEvent(
                version.service(),
                version.name(),
                OPERATIONS.get((int) (count % OPERATIONS.size())),
                Labels.NONE,
                now,
                (slow ? behaviour.slowMicros() : behaviour.latencyMicros()) + count % 500,
                error ? Outcome.ERROR : Outcome.SUCCESS,
                Optional.of(version.name() + "-" + count));
    }
}
