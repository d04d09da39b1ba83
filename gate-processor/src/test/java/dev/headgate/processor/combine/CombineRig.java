package dev.headgate.processor.combine;

import dev.headgate.processor.otlp.OtlpMapping;
import dev.headgate.processor.streams.FakeLag;
import dev.headgate.processor.streams.StreamsProperties;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A loop between a consumer and a producer that a test holds in its hands; it is given combiner 0. */
final class CombineRig {

    static final Duration COMMIT_INTERVAL = Duration.ofMillis(100);
    static final Duration PROGRESS_INTERVAL = Duration.ofMillis(500);

    final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest") {
        @Override
        @SuppressWarnings("removal") // Kafka offers tests no other way.
        public ConsumerGroupMetadata groupMetadata() {
            return new ConsumerGroupMetadata("combine", generation, "member", Optional.empty());
        }
    };
    int generation = 1;
    final AnsweringProducer producer;
    final CombineLoop loop;

    private final AtomicReference<Instant> clock;
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private final Map<String, Integer> seen = new HashMap<>();
    private long nanos = 1;
    boolean stopping;

    CombineRig(CombineTopics topics, FakeLag lag, CombineMeter meter, AtomicReference<Instant> clock) {
        this(topics, lag, meter, clock, 1);
    }

    CombineRig(
            CombineTopics topics,
            FakeLag lag,
            CombineMeter meter,
            AtomicReference<Instant> clock,
            int sketchPartitions) {
        this.clock = clock;
        CombineSettings settings = new CombineSettings(
                new Timeliness(Duration.ofSeconds(5), Duration.ofMinutes(10)),
                100,
                COMMIT_INTERVAL,
                PROGRESS_INTERVAL,
                StreamsProperties.LARGEST_RECORD_BYTES,
                OtlpMapping.CONVENTIONS);
        producer = new AnsweringProducer(topics, sketchPartitions);
        loop = new CombineLoop(
                topics,
                settings,
                new CombineClients(consumer, lag, producer),
                meter,
                () -> stopping,
                clock::get,
                () -> nanos,
                rested -> nanos += rested.toNanos());
        loop.begin();
        topics.sources().forEach(topic -> {
            for (int number = 0; number < 8; number++) {
                TopicPartition partition = new TopicPartition(topic, number);
                consumer.updateBeginningOffsets(Map.of(partition, 0L));
                consumer.updateEndOffsets(Map.of(partition, 0L));
                consumer.commitSync(Map.of(partition, new OffsetAndMetadata(0)));
            }
        });
        runs(topics, 0);
    }

    /** It is given the combiners of these numbers, and no others. */
    void runs(CombineTopics topics, Integer... numbers) {
        consumer.rebalance(topics.sources().stream()
                .flatMap(topic -> Arrays.stream(numbers).map(number -> new TopicPartition(topic, number)))
                .toList());
    }

    /** A record comes and is committed. */
    void came(String topic, byte[] value) {
        came(topic, value, new RecordHeaders());
    }

    void came(String topic, byte[] value, Headers headers) {
        came(topic, value, headers, clock.get());
    }

    void came(String topic, byte[] value, Headers headers, Instant arrived) {
        waits(topic, 0, value, headers, arrived);
        passes(COMMIT_INTERVAL);
    }

    /** A record without value comes and is committed. */
    @SuppressWarnings("NullAway") // Kafka's way to say that a record has no value.
    void cameEmpty(String topic) {
        came(topic, null);
    }

    /** A record stands in a partition. */
    void waits(String topic, int number, byte[] value) {
        waits(topic, number, value, new RecordHeaders(), clock.get());
    }

    @SuppressWarnings("NullAway") // Kafka's way to say that a record has no key.
    private void waits(String topic, int number, byte[] value, Headers headers, Instant arrived) {
        long offset = ends.merge(new TopicPartition(topic, number), 1L, Long::sum) - 1;
        consumer.addRecord(new ConsumerRecord<>(
                topic,
                number,
                offset,
                arrived.toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                0,
                null,
                value,
                headers,
                Optional.empty()));
    }

    /** The next record to stand in a partition is the one at that offset again. */
    void again(String topic, int number, long offset) {
        ends.put(new TopicPartition(topic, number), offset);
    }

    /** Time passes, and the loop turns. */
    void passes(Duration time) {
        nanos += time.toNanos();
        loop.turn();
    }

    /** What was committed to a topic since this was last asked. */
    List<ProducerRecord<byte[], byte[]>> sent(String topic) {
        List<ProducerRecord<byte[], byte[]>> all = producer.history().stream()
                .filter(record -> record.topic().equals(topic))
                .toList();
        int before = seen.getOrDefault(topic, 0);
        seen.put(topic, all.size());
        return all.subList(before, all.size());
    }

    /** What was committed next to a topic. */
    ProducerRecord<byte[], byte[]> next(String topic) {
        int before = seen.merge(topic, 1, Integer::sum) - 1;
        return producer.history().stream()
                .filter(record -> record.topic().equals(topic))
                .skip(before)
                .findFirst()
                .orElseThrow();
    }

    /** The offset committed of a partition, -1 if there is none. */
    long committed(String topic, int number) {
        return producer.consumerGroupOffsetsHistory().stream()
                .flatMap(each -> each.values().stream())
                .map(each -> each.get(new TopicPartition(topic, number)))
                .filter(Objects::nonNull)
                .mapToLong(OffsetAndMetadata::offset)
                .reduce(-1, (earlier, later) -> later);
    }

    /** A producer whose commits fail when a test says so, once each time. */
    static final class AnsweringProducer extends MockProducer<byte[], byte[]> {

        private final Deque<RuntimeException> answers = new ArrayDeque<>();

        AnsweringProducer(CombineTopics topics, int sketchPartitions) {
            super(
                    cluster(topics.sketches(), sketchPartitions),
                    true,
                    new RoundRobinPartitioner(),
                    new ByteArraySerializer(),
                    new ByteArraySerializer());
        }

        void fails(RuntimeException answer) {
            answers.add(answer);
        }

        @Override
        public void commitTransaction() {
            if (!answers.isEmpty()) {
                throw answers.remove();
            }
            super.commitTransaction();
        }

        private static Cluster cluster(String topic, int partitions) {
            return new Cluster(
                    "test",
                    List.of(Node.noNode()),
                    IntStream.range(0, partitions)
                            .mapToObj(
                                    number -> new PartitionInfo(topic, number, Node.noNode(), new Node[0], new Node[0]))
                            .toList(),
                    Set.of(),
                    Set.of());
        }
    }
}
