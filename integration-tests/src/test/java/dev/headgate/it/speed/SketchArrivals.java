package dev.headgate.it.speed;

import dev.headgate.it.harness.Await;
import dev.headgate.it.harness.Installation;
import dev.headgate.schemas.codec.SketchCodec;
import dev.headgate.schemas.model.SketchDelta;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** When the first sketch with failed requests of each trial was appended, and when it could be read. */
final class SketchArrivals {

    private final Map<String, Arrival> withErrors = new ConcurrentHashMap<>();

    /**
     * One sketch.
     *
     * @param appendedMillis by the broker's clock, milliseconds since 1970-01-01 UTC
     * @param seenNanos {@code System.nanoTime()} when a read_committed reader had it
     */
    record Arrival(long appendedMillis, long seenNanos) {}

    SketchArrivals(Installation headgate) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", headgate.bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        String topic = headgate.topics().name(TopicCatalogue.GATE_SKETCHES);
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        Thread thread = new Thread(() -> read(consumer), "sketches");
        thread.setDaemon(true);
        thread.start();
    }

    /** The first of a service's sketches with failed requests; waits until it was read. */
    Arrival withErrors(String service) {
        Await.until("a sketch of " + service, () -> withErrors.containsKey(service));
        return withErrors.get(service);
    }

    private void read(KafkaConsumer<byte[], byte[]> consumer) {
        while (true) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                long seen = System.nanoTime();
                if (record.key() != null) {
                    note(new String(record.key(), StandardCharsets.UTF_8), record, seen);
                }
            }
        }
    }

    private void note(String service, ConsumerRecord<byte[], byte[]> record, long seen) {
        if (service.startsWith("trial-")
                && SketchCodec.read(record.value()) instanceof SketchDelta delta
                && delta.seconds().stream().anyMatch(second -> second.errors() > 0)) {
            withErrors.putIfAbsent(service, new Arrival(record.timestamp(), seen));
        }
    }
}
