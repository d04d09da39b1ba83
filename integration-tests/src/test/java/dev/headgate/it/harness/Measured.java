package dev.headgate.it.harness;

import dev.headgate.schemas.codec.MeasurementWriter;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Measurement;
import dev.headgate.schemas.model.MeasurementDelta;
import dev.headgate.schemas.model.MeasurementKey;
import dev.headgate.schemas.model.MeasurementSecond;
import dev.headgate.schemas.model.MeasurementSum;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Publishes measurements of several services all the time, drawn from a seed, and knows their exact sums. Thread-safe. */
public final class Measured implements AutoCloseable {

    private static final List<String> SERVICES = List.of("shop", "cart", "search");
    private static final int BEAT_MILLIS = 20;
    private static final int BATCH = 5;

    private final Random random;
    private final int partitions;
    private final String topic;
    private final MeasurementWriter writer = new MeasurementWriter();
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<String, MeasurementSum> sums = new TreeMap<>();
    private final ScheduledExecutorService beat = Executors.newSingleThreadScheduledExecutor();
    private int partition;

    Measured(Installation installation, long seed) {
        random = new Random(seed);
        topic = installation.topics().name(TopicCatalogue.TELEMETRY_MEASUREMENTS);
        partitions = installation
                .topics()
                .topic(TopicCatalogue.TELEMETRY_MEASUREMENTS)
                .partitions();
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", installation.bootstrapServers(), "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        Future<?> unused = beat.scheduleAtFixedRate(this::publish, 0, BEAT_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Publishes nothing any more; the sums of everything that was published, by service, series and second. */
    public Map<String, MeasurementSum> stop() throws InterruptedException {
        beat.shutdown();
        if (!beat.awaitTermination(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("Publishing measurements did not end");
        }
        producer.flush();
        return new TreeMap<>(sums);
    }

    @Override
    public void close() {
        beat.shutdownNow();
        producer.close();
    }

    /** Adds what a combiner sent. */
    static void add(MeasurementDelta delta, Map<String, MeasurementSum> into) {
        for (MeasurementSecond part : delta.seconds()) {
            into.merge(place(delta.service(), part.key(), part.second()), part.sum(), MeasurementSum::plus);
        }
    }

    private void publish() {
        String service = SERVICES.get(random.nextInt(SERVICES.size()));
        Optional<String> version = random.nextBoolean() ? Optional.empty() : Optional.of("2.0");
        List<Measurement> batch = IntStream.range(0, BATCH)
                .mapToObj(each -> measurement(service, version))
                .toList();
        partition = (partition + 1) % partitions;
        Future<?> unused =
                producer.send(new ProducerRecord<>(topic, partition, null, writer.write(service, version, batch)));
        batch.forEach(each -> sums.merge(
                place(service, MeasurementKey.of(each), Math.floorDiv(each.measuredAtMillis(), 1_000)),
                MeasurementSum.of(each),
                MeasurementSum::plus));
    }

    private Measurement measurement(String service, Optional<String> version) {
        List<Measurement.Kind> kinds =
                List.of(Measurement.Kind.GAUGE, Measurement.Kind.COUNT, Measurement.Kind.VALUE, Measurement.Kind.RATIO);
        Measurement.Kind kind = kinds.get(random.nextInt(kinds.size()));
        return new Measurement(
                kind,
                service,
                version,
                kind.wireName() + random.nextInt(2),
                random.nextBoolean() ? Labels.NONE : Labels.copy(Map.of("region", "eu")),
                System.currentTimeMillis(),
                random.nextInt(1_000_000) / 1_000.0,
                kind == Measurement.Kind.RATIO ? OptionalDouble.of(1_000) : OptionalDouble.empty());
    }

    private static String place(String service, MeasurementKey key, long second) {
        return service + " " + key + " " + second;
    }
}
