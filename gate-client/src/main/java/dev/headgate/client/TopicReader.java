package dev.headgate.client;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads whole topics without a consumer group, committed records only. Not thread-safe. */
public final class TopicReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final String TIMEOUT = "default.api.timeout.ms";
    private static final long KAFKAS_TIMEOUT_MILLIS = 60_000;

    private final Consumer<byte[], byte[]> consumer;
    private final Duration patience;

    /**
     * Reads with a consumer that has its partitions.
     *
     * @param patience how long reading to the end may go on without coming any further
     */
    TopicReader(Consumer<byte[], byte[]> consumer, Duration patience) {
        this.consumer = consumer;
        this.patience = patience;
    }

    /**
     * Reads what is there and then what comes.
     *
     * @throws org.apache.kafka.common.KafkaException if a topic is missing or the broker does not answer
     */
    public static TopicReader fromBeginning(Properties client, Collection<String> topics) {
        return fromBeginning(consumer(client), topics, patience(client));
    }

    static TopicReader fromBeginning(Consumer<byte[], byte[]> consumer, Collection<String> topics, Duration patience) {
        TopicReader reader = open(consumer, topics, patience);
        consumer.seekToBeginning(consumer.assignment());
        return reader.settled();
    }

    /**
     * Reads only what is written after this returned.
     *
     * @throws org.apache.kafka.common.KafkaException if a topic is missing or the broker does not answer
     */
    public static TopicReader fromEnd(Properties client, Collection<String> topics) {
        return fromEnd(consumer(client), topics, patience(client));
    }

    static TopicReader fromEnd(Consumer<byte[], byte[]> consumer, Collection<String> topics, Duration patience) {
        TopicReader reader = open(consumer, topics, patience);
        consumer.seekToEnd(consumer.assignment());
        return reader.settled();
    }

    /** What has come, waiting at most as long as given. */
    public List<ConsumerRecord<byte[], byte[]>> poll(Duration timeout) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        consumer.poll(timeout).forEach(records::add);
        return inOrderOfTime(records);
    }

    /**
     * Everything up to what was committed when this was called.
     *
     * @throws TimeoutException if nothing more comes for as long as a call to Kafka may take
     */
    public List<ConsumerRecord<byte[], byte[]>> toEnd() {
        return upTo(consumer.endOffsets(consumer.assignment()));
    }

    /**
     * Everything up to what was written when this was called, once it is decided of all of it whether it counts. An open
     * transaction of somebody else hides what was committed behind it: this waits for its end.
     *
     * @throws TimeoutException if nothing more comes for as long as a call to Kafka may take
     */
    public List<ConsumerRecord<byte[], byte[]>> toEndOfUndecided(Properties client) {
        Properties uncommitted = committedOnly(client);
        uncommitted.setProperty("isolation.level", "read_uncommitted");
        try (Consumer<byte[], byte[]> all =
                new KafkaConsumer<>(uncommitted, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return toEndOf(all);
        }
    }

    /** Everything up to where another consumer sees the end. */
    List<ConsumerRecord<byte[], byte[]>> toEndOf(Consumer<byte[], byte[]> other) {
        return upTo(other.endOffsets(consumer.assignment()));
    }

    /**
     * What was written in a stretch of time, by the records' own time stamps; a little more may come with it.
     *
     * @throws TimeoutException if nothing more comes for as long as a call to Kafka may take
     */
    public List<ConsumerRecord<byte[], byte[]>> between(Instant from, Instant to) {
        offsetsAt(from).forEach(consumer::seek);
        return upTo(offsetsAt(to));
    }

    private Map<TopicPartition, Long> offsetsAt(Instant time) {
        Map<TopicPartition, Long> offsets = new HashMap<>(consumer.endOffsets(consumer.assignment()));
        Map<TopicPartition, Long> times = new HashMap<>();
        consumer.assignment().forEach(partition -> times.put(partition, time.toEpochMilli()));
        consumer.offsetsForTimes(times).forEach((partition, found) -> {
            if (found != null) {
                offsets.put(partition, found.offset());
            }
        });
        return offsets;
    }

    private List<ConsumerRecord<byte[], byte[]>> upTo(Map<TopicPartition, Long> ends) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        long missing = missing(ends);
        long cameFurther = System.nanoTime();
        while (missing > 0) {
            consumer.poll(POLL).forEach(records::add);
            long now = missing(ends);
            if (now < missing) {
                missing = now;
                cameFurther = System.nanoTime();
            } else if (System.nanoTime() - cameFurther > patience.toNanos()) {
                throw new TimeoutException(
                        "nothing came for %d s, %d records before the end".formatted(patience.toSeconds(), missing));
            }
        }
        return inOrderOfTime(records);
    }

    private long missing(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey())))
                .sum();
    }

    /** Ends a {@link #poll} of another thread with a {@link org.apache.kafka.common.errors.WakeupException}. */
    public void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }

    private static Consumer<byte[], byte[]> consumer(Properties client) {
        return new KafkaConsumer<>(committedOnly(client), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Gives a consumer all partitions of the topics; closes it where one is missing. */
    static TopicReader open(Consumer<byte[], byte[]> consumer, Collection<String> topics, Duration patience) {
        try {
            consumer.assign(topics.stream()
                    .flatMap(topic -> partitions(consumer, topic).stream())
                    .toList());
            return new TopicReader(consumer, patience);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    /** The client's properties as a consumer's that reads committed records and commits nothing. */
    public static Properties committedOnly(Properties client) {
        Properties properties = new Properties();
        properties.putAll(client);
        properties.setProperty("isolation.level", "read_committed");
        properties.setProperty("allow.auto.create.topics", "false");
        properties.setProperty("enable.auto.commit", "false");
        properties.setProperty("fetch.max.wait.ms", "50");
        return properties;
    }

    /** How long nothing may come. */
    public static Duration patience(Properties client) {
        return Duration.ofMillis(Optional.ofNullable(client.getProperty(TIMEOUT))
                .map(millis -> Long.parseLong(millis.strip()))
                .orElse(KAFKAS_TIMEOUT_MILLIS));
    }

    /**
     * How many partitions a topic has.
     *
     * @throws UnknownTopicOrPartitionException if there is no such topic
     */
    public static int partitionCount(Properties client, String topic) {
        try (Consumer<byte[], byte[]> consumer = consumer(client)) {
            return partitions(consumer, topic).size();
        }
    }

    private static List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer, String topic) {
        var partitions = consumer.partitionsFor(topic);
        if (partitions == null || partitions.isEmpty()) {
            throw new UnknownTopicOrPartitionException("there is no topic " + topic);
        }
        return partitions.stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    // Seeking is lazy: without this, "the end" would be where it is at the first poll.
    private TopicReader settled() {
        try {
            consumer.assignment().forEach(consumer::position);
            return this;
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> inOrderOfTime(List<ConsumerRecord<byte[], byte[]>> records) {
        records.sort(Comparator.comparingLong(ConsumerRecord::timestamp));
        return records;
    }
}
