package dev.headgate.it.harness;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Everything committed in one topic, from its beginning on, as a read_committed reader sees it. Thread-safe.
 *
 * @param <T> what the values are
 */
public final class Collected<T> implements AutoCloseable {

    private final String topic;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Function<ConsumerRecord<byte[], byte[]>, T> decode;
    private final List<Item<T>> items = new ArrayList<>();
    private final Thread reader;
    private volatile boolean closed;
    private volatile long readUpTo;
    private volatile Optional<RuntimeException> failure = Optional.empty();

    /**
     * One record.
     *
     * @param seenAtNanos {@code System.nanoTime()} when it was read
     */
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere, and copied for nobody
    public record Item<T>(
            int partition,
            long offset,
            long timestamp,
            Optional<String> key,
            Headers headers,
            byte[] bytes,
            T value,
            long seenAtNanos) {}

    Collected(String bootstrapServers, String topic, Function<ConsumerRecord<byte[], byte[]>, T> decode) {
        this.topic = topic;
        this.decode = decode;
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "isolation.level", "read_committed",
                        "auto.offset.reset", "earliest",
                        "fetch.max.wait.ms", "50"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        // A topic made a moment ago may not be known yet to the broker's clients.
        Await.until(topic + " is known", () -> !consumer.partitionsFor(topic).isEmpty());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        reader = new Thread(this::read, "collect-" + topic);
        reader.setDaemon(true);
        reader.start();
    }

    /** All records so far, those of one partition in their order. */
    public List<Item<T>> items() {
        failure.ifPresent(cause -> {
            throw new IllegalStateException("Reading " + topic + " failed", cause);
        });
        synchronized (items) {
            return List.copyOf(items);
        }
    }

    /** The records from that one on, counted from 0: for those who have read the ones before. */
    public List<Item<T>> itemsFrom(int first) {
        failure.ifPresent(cause -> {
            throw new IllegalStateException("Reading " + topic + " failed", cause);
        });
        synchronized (items) {
            return List.copyOf(items.subList(first, items.size()));
        }
    }

    /** All values so far. */
    public List<T> values() {
        return items().stream().map(Item::value).toList();
    }

    /** Those values so far that fit. */
    public List<T> values(Predicate<T> fits) {
        return values().stream().filter(fits).toList();
    }

    /** Waits for the first value that fits. */
    public T await(String what, Duration atMost, Predicate<T> fits) {
        Await.until(what, atMost, () -> values().stream().anyMatch(fits));
        return values(fits).get(0);
    }

    /** The same with {@link Await#LONG}. */
    public T await(String what, Predicate<T> fits) {
        return await(what, Await.LONG, fits);
    }

    /** Sum of the offsets up to which everything was read. */
    public long readUpTo() {
        return readUpTo;
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        try {
            reader.join(Duration.ofSeconds(10).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try (consumer) {
            while (!closed) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    add(item(record));
                }
                readUpTo = consumer.assignment().stream()
                        .mapToLong(consumer::position)
                        .sum();
            }
        } catch (org.apache.kafka.common.errors.WakeupException asked) {
            closed = true;
        } catch (RuntimeException unexpected) {
            failure = Optional.of(unexpected);
        }
    }

    private void add(Item<T> item) {
        synchronized (items) {
            items.add(item);
        }
    }

    private Item<T> item(ConsumerRecord<byte[], byte[]> record) {
        return new Item<>(
                record.partition(),
                record.offset(),
                record.timestamp(),
                Optional.ofNullable(record.key()).map(key -> new String(key, StandardCharsets.UTF_8)),
                record.headers(),
                record.value(),
                decode.apply(record),
                System.nanoTime());
    }
}
