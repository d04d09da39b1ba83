package dev.headgate.it.speed;

import dev.headgate.it.harness.Installation;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** When a read_committed reader saw that each service was judged: an evaluation that did not lag. */
final class JudgedTimes {

    private final JsonCodec json = new JsonCodec();
    private final Map<String, List<Long>> seenNanos = new ConcurrentHashMap<>();

    JudgedTimes(Installation headgate) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", headgate.bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        String topic = headgate.topics().name(TopicCatalogue.GATE_EVALUATIONS);
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        Thread thread = new Thread(() -> read(consumer), "evaluations");
        thread.setDaemon(true);
        thread.start();
    }

    /** When the service was judged for the first time after an instant. */
    Optional<Long> firstAfter(String service, long nanos) {
        List<Long> seen = seenNanos.getOrDefault(service, List.of());
        synchronized (seen) {
            return seen.stream().filter(time -> time - nanos > 0).findFirst();
        }
    }

    /** The longest time in which the service was not judged, of those that ended between two instants. */
    Duration longestGap(String service, long fromNanos, long toNanos) {
        List<Long> seen = seenNanos.getOrDefault(service, List.of());
        long longest = 0;
        synchronized (seen) {
            for (int i = 1; i < seen.size(); i++) {
                if (seen.get(i) - fromNanos > 0 && seen.get(i) - toNanos <= 0) {
                    longest = Math.max(longest, seen.get(i) - seen.get(i - 1));
                }
            }
        }
        return Duration.ofNanos(longest);
    }

    private void read(KafkaConsumer<byte[], byte[]> consumer) {
        while (true) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                Evaluation evaluation = json.readEvaluation(record.value());
                if (!evaluation.lagging()) {
                    List<Long> seen = seenNanos.computeIfAbsent(evaluation.service(), service -> new ArrayList<>());
                    synchronized (seen) {
                        seen.add(System.nanoTime());
                    }
                }
            }
        }
    }
}
