package dev.headgate.processor.combine;

import dev.headgate.processor.otlp.OtlpMapping;
import dev.headgate.processor.streams.FakeLag;
import dev.headgate.processor.streams.StreamsProperties;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A loop between a consumer and a producer that a test holds in its hands; it is given combiner 0. */
final class CombineRig {

    static final Duration COMMIT_INTERVAL = Duration.ofMillis(100);
    static final Duration PROGRESS_INTERVAL = Duration.ofMillis(500);

    final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
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
                () -> nanos);
        loop.begin();
        topics.sources().forEach(topic -> {
            List<PartitionInfo> partitions = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                TopicPartition partition = new TopicPartition(topic, i);
                consumer.updateBeginningOffsets(Map.of(partition, 0L));
                consumer.updateEndOffsets(Map.of(partition, 0L));
                consumer.updateCommittedOffset(partition);
                partitions.add(new PartitionInfo(topic, i, Node.noNode(), new Node[0], new Node[0]));
            }
            consumer.updatePartitions(topic, partitions);
        });
        runs(0);
    }
}
