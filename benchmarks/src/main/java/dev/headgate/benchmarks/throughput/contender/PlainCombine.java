package dev.headgate.benchmarks.throughput.contender;

import dev.headgate.benchmarks.throughput.Sending;
import dev.headgate.processor.combine.TelemetryCombiner;
import dev.headgate.schemas.codec.SketchCodec;
import dev.headgate.schemas.model.SketchDelta;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The gate's own combiner without Kafka Streams: a consumer and a transactional producer per thread, sums and offsets in one
 * transaction.
 */
final class PlainCombine {

    private static final int OPERATION_CAP = 100;
    private static final int LARGEST_RECORD_BYTES = 900_000;
    private static final Duration POLL = Duration.ofMillis(20);

    private final ContenderSettings settings;
    private final TelemetryValues values;
    private final TelemetryCombiner combiner = new TelemetryCombiner(OPERATION_CAP);
    private final Map<TopicPartition, OffsetAndMetadata> processed = new HashMap<>();
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private long committedAt = System.nanoTime();

    private PlainCombine(ContenderSettings settings, int number) {
        this.settings = settings;
        values = new TelemetryValues(settings.input());
        Map<String, Object> consuming = settings.consumer();
        consuming.put("enable.auto.commit", false);
        consumer = new KafkaConsumer<>(consuming, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        settings.bootstrapServers(),
                        "transactional.id",
                        settings.group() + "-" + number,
                        "compression.type",
                        "lz4",
                        "linger.ms",
                        0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Runs until the process ends. */
    static void run(ContenderSettings settings) {
        for (int number = 1; number < settings.threads(); number++) {
            int other = number;
            new Thread(() -> new PlainCombine(settings, other).loop(), "plain-" + number).start();
        }
        new PlainCombine(settings, 0).loop();
    }

    private void loop() {
        producer.initTransactions();
        consumer.subscribe(List.of(settings.source()), new CommitBeforeRevocation());
        while (true) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                values.read(record.value(), combiner::add, combiner::add);
                processed.put(
                        new TopicPartition(record.topic(), record.partition()),
                        new OffsetAndMetadata(record.offset() + 1));
            }
            if (System.nanoTime() - committedAt >= settings.commitMillis() * 1_000_000) {
                commit();
            }
        }
    }

    private void commit() {
        committedAt = System.nanoTime();
        if (processed.isEmpty()) {
            return;
        }
        producer.beginTransaction();
        for (SketchDelta delta : combiner.drain()) {
            byte[] key = delta.service().getBytes(StandardCharsets.UTF_8);
            for (byte[] value : SketchCodec.split(delta, LARGEST_RECORD_BYTES)) {
                Sending.begin(producer, new ProducerRecord<>(settings.target(), key, value));
            }
        }
        producer.sendOffsetsToTransaction(processed, consumer.groupMetadata());
        producer.commitTransaction();
        processed.clear();
    }

    private final class CommitBeforeRevocation implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            commit();
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            // Each begins where its last transaction ended.
        }
    }
}
