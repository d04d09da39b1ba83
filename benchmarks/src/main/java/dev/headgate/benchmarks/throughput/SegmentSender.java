package dev.headgate.benchmarks.throughput;

import dev.headgate.benchmarks.throughput.input.Message;
import dev.headgate.benchmarks.throughput.input.Messages;
import dev.headgate.benchmarks.throughput.input.Totals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Sends the telemetry of a pass in one transaction: whoever reads what is committed has nothing to do until the whole of it
 * becomes readable at once, with times near to now.
 *
 * <p>Not thread safe.
 */
final class SegmentSender implements AutoCloseable {

    private static final int THREADS = 2;
    private static final int CLOSED_AHEAD_MILLIS = 3_000;

    private final String topic;
    private final int partitions;
    private final boolean keyed;
    private final Messages messages;
    private final SplittableRandom seeds;
    private final KafkaProducer<String, byte[]> producer;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    /**
     * What was sent.
     *
     * @param totals per series
     * @param records how many records
     * @param bytes their values' size
     */
    record Sent(Totals totals, long records, long bytes) {}

    /**
     * Sends to a topic.
     *
     * @param keyed whether the partition depends on the key
     */
    SegmentSender(String bootstrapServers, String topic, int partitions, boolean keyed, Messages messages, long seed) {
        this.topic = topic;
        this.partitions = partitions;
        this.keyed = keyed;
        this.messages = messages;
        seeds = new SplittableRandom(seed);
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        topic + ".load",
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4",
                        ProducerConfig.LINGER_MS_CONFIG,
                        20,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        65_536),
                new StringSerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
    }

    /** Writes so many requests; nobody can read them before {@link #release}. */
    Sent write(long requests) throws InterruptedException {
        producer.beginTransaction();
        List<Callable<Sent>> parts = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            SplittableRandom random = seeds.split();
            parts.add(() -> writePart(requests / THREADS, random));
        }
        Totals totals = new Totals();
        long records = 0;
        long bytes = 0;
        for (Future<Sent> part : threads.invokeAll(parts)) {
            Sent sent = finished(part);
            totals.add(sent.totals());
            records += sent.records();
            bytes += sent.bytes();
        }
        producer.flush();
        return new Sent(totals, records, bytes);
    }

    /** Makes readable what was written. */
    void release() {
        producer.commitTransaction();
    }

    /** Sends a record to every partition that moves event time on. */
    void close(long nowMillis) {
        producer.beginTransaction();
        Message closing = messages.closing(nowMillis + CLOSED_AHEAD_MILLIS);
        for (int partition = 0; partition < partitions; partition++) {
            Sending.begin(producer, new ProducerRecord<>(topic, partition, closing.key(), closing.value()));
        }
        producer.commitTransaction();
    }

    @Override
    public void close() {
        threads.shutdown();
        producer.close();
    }

    private Sent writePart(long requests, SplittableRandom random) {
        Totals totals = new Totals();
        long bytes = 0;
        int records = 0;
        for (long done = 0; done < requests; records++) {
            Message message = messages.next(random, System.currentTimeMillis(), totals);
            int partition = Math.floorMod(keyed ? mixed(message.key().hashCode()) : records, partitions);
            Sending.begin(producer, new ProducerRecord<>(topic, partition, message.key(), message.value()));
            done += message.requests();
            bytes += message.value().length;
        }
        return new Sent(totals, records, bytes);
    }

    private static int mixed(int hash) {
        int mixed = hash * 0x9E3779B9;
        return mixed ^ mixed >>> 16;
    }

    private static Sent finished(Future<Sent> part) throws InterruptedException {
        try {
            return part.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the telemetry of a pass could not be sent", failed);
        }
    }
}
