package dev.headgate.it.speed;

import dev.headgate.it.harness.Installation;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Publishes request events at a steady pace, one a record, round all partitions: of so many series of services that have
 * no rollout, or of those that were named. Begins when it is made and ends when it is closed.
 */
final class SteadyLoad implements AutoCloseable {

    private static final long BEAT_NANOS = 5_000_000;
    private static final int OPERATIONS = 10;
    private static final int KINDS_OF_LATENCY = 4_096;

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final int partitions;
    private final long perSecond;
    private final List<byte[]> heads = new ArrayList<>();
    private final byte[][] tails = new byte[KINDS_OF_LATENCY][];
    private final Thread thread;
    private long sent;
    private volatile boolean closed;
    private volatile Optional<Throwable> failure = Optional.empty();

    /** Services with two versions and ten operations each, so many series in all, none of them under a rollout. */
    static SteadyLoad ofBystanders(Installation headgate, long perSecond, int series) {
        List<String> services = new ArrayList<>();
        for (int i = 0; i * 2 * OPERATIONS < series; i++) {
            services.add("bystander-" + i);
        }
        return new SteadyLoad(headgate, services, perSecond, series);
    }

    /** Those services with two versions, 1.0 and 2.0, and so many operations each. */
    static SteadyLoad of(Installation headgate, List<String> services, int operations, long perSecond) {
        return new SteadyLoad(headgate, services, perSecond, services.size() * 2 * operations);
    }

    private SteadyLoad(Installation headgate, List<String> services, long perSecond, int series) {
        this.perSecond = perSecond;
        topic = headgate.topics().name(TopicCatalogue.TELEMETRY_REQUESTS);
        partitions = headgate.topics().topic(TopicCatalogue.TELEMETRY_REQUESTS).partitions();
        for (int i = 0; i < series; i++) {
            heads.add("{\"service\":\"%s\",\"version\":\"%s.0\",\"operation\":\"operation-%d\",\"completedAtMillis\":"
                    .formatted(services.get(i % services.size()), i / services.size() % 2 + 1, i / services.size() / 2)
                    .getBytes(StandardCharsets.UTF_8));
        }
        Random random = new Random(1);
        for (int i = 0; i < KINDS_OF_LATENCY; i++) {
            long micros = Math.round(20_000 * Math.exp(0.4 * random.nextGaussian()));
            tails[i] = ",\"latencyMicros\":%d,\"outcome\":\"success\",\"requestId\":\"0000-%08d\"}"
                    .formatted(micros, random.nextInt(100_000_000))
                    .getBytes(StandardCharsets.UTF_8);
        }
        producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        headgate.bootstrapServers(),
                        "linger.ms",
                        5,
                        "compression.type",
                        "lz4",
                        "batch.size",
                        131_072),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        thread = new Thread(this::publish, "load");
        thread.setDaemon(true);
        thread.start();
    }

    /** How many events were sent so far. */
    long sent() {
        failure.ifPresent(cause -> {
            throw new IllegalStateException("The load ended", cause);
        });
        return sent;
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close();
        failure.ifPresent(cause -> {
            throw new IllegalStateException("The load ended", cause);
        });
    }

    private void publish() {
        try {
            long begin = System.nanoTime();
            while (!closed) {
                long due = (System.nanoTime() - begin) / 1_000 * perSecond / 1_000_000;
                byte[] now = Long.toString(System.currentTimeMillis()).getBytes(StandardCharsets.UTF_8);
                for (; sent < due; sent++) {
                    send(now);
                }
                LockSupport.parkNanos(BEAT_NANOS);
            }
        } catch (RuntimeException unexpected) {
            failure = Optional.of(unexpected);
        }
    }

    private void send(byte[] now) {
        byte[] head = heads.get((int) (sent % heads.size()));
        byte[] tail = tails[(int) (sent * 31 % tails.length)];
        byte[] value = new byte[head.length + now.length + tail.length];
        System.arraycopy(head, 0, value, 0, head.length);
        System.arraycopy(now, 0, value, head.length, now.length);
        System.arraycopy(tail, 0, value, head.length + now.length, tail.length);
        Future<?> unused = producer.send(
                new ProducerRecord<>(topic, (int) (sent / 8 % partitions), null, value), (metadata, refused) -> {
                    if (refused != null) {
                        failure = Optional.of(refused);
                    }
                });
    }
}
