package dev.headgate.console.feed;

import dev.headgate.console.model.ReadModel;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the log into a read model until it is closed, whatever the broker does meanwhile. Belongs to no consumer group: how far
 * it has read stands in the read model, with what was read. Runs on one thread; status and close may be called from any.
 */
public final class LogFeed implements Runnable, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LogFeed.class);
    private static final Duration AGAIN = Duration.ofSeconds(2);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Supplier<LogCluster> clusters;
    private final TopicCatalogue topics;
    private final ReadModel model;
    private final Supplier<Instant> now;
    private final FeedProgress progress;
    private final AtomicReference<Consumer<byte[], byte[]>> consumer = new AtomicReference<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private boolean begun;
    private String told = "";

    /**
     * @param clients properties of Kafka's clients: bootstrap servers and security
     * @param topics the installation's topics
     * @param model is written by this feed alone
     * @param now the time
     */
    public LogFeed(Properties clients, TopicCatalogue topics, ReadModel model, Supplier<Instant> now) {
        this(() -> consumer(clients), () -> new KafkaLogCluster(clients), topics, model, now);
    }

    LogFeed(
            Supplier<Consumer<byte[], byte[]>> consumers,
            Supplier<LogCluster> clusters,
            TopicCatalogue topics,
            ReadModel model,
            Supplier<Instant> now) {
        this.consumers = consumers;
        this.clusters = clusters;
        this.topics = topics;
        this.model = model;
        this.now = now;
        progress = new FeedProgress(now.get());
    }

    /** Reads until it is closed. */
    @Override
    public void run() {
        synchronized (this) {
            begun = true;
        }
        try {
            while (closing.getCount() > 0) {
                readOnce();
            }
        } finally {
            progress.stopped();
            ended.countDown();
        }
    }

    /** How far it is. */
    public FeedStatus status() {
        return progress.status(now.get(), model.unreadable());
    }

    /** Ends reading; returns once the thread has let go of the read model. */
    @Override
    public void close() {
        closing.countDown();
        Consumer<byte[], byte[]> reading = consumer.get();
        if (reading != null) {
            reading.wakeup();
        }
        try {
            if (hasBegun() && !ended.await(30, TimeUnit.SECONDS)) {
                log.warn("The console's feed has not ended within 30 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean hasBegun() {
        return begun;
    }

    private void readOnce() {
        try (Consumer<byte[], byte[]> reading = consumers.get();
                LogCluster cluster = clusters.get()) {
            consumer.set(reading);
            new FeedReader(reading, cluster, topics, model, progress, now).readUntil(() -> closing.getCount() == 0);
        } catch (WakeupException e) {
            log.debug("The console's feed was asked to end");
        } catch (InterruptException e) {
            closing.countDown();
        } catch (KafkaException e) {
            progress.failed("the log cannot be read: " + e.getMessage());
            tell(String.valueOf(e.getMessage()));
            pause();
        } catch (RuntimeException e) {
            progress.failed("what was read cannot be kept: " + e.getMessage());
            log.error("The console cannot keep what it has read, it tries again", e);
            pause();
        } finally {
            consumer.set(null);
        }
    }

    /** What has been told is not told again and again. */
    private void tell(String problem) {
        if (!problem.equals(told)) {
            log.warn("The console cannot read the log, it tries again every {} s: {}", AGAIN.toSeconds(), problem);
            told = problem;
        }
    }

    private void pause() {
        try {
            closing.await(AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing.countDown();
        }
    }

    private static Consumer<byte[], byte[]> consumer(Properties clients) {
        Properties properties = new Properties();
        properties.putAll(clients);
        properties.setProperty("isolation.level", "read_committed");
        properties.setProperty("allow.auto.create.topics", "false");
        properties.setProperty("enable.auto.commit", "false");
        properties.setProperty("auto.offset.reset", "none");
        properties.setProperty("max.poll.records", "2000");
        // What is new waits behind what was fetched before it: of a log that is read from its beginning not too much.
        properties.setProperty("max.partition.fetch.bytes", "262144");
        // Partitions that have nothing more must not hold up the fetch of those that have, nor the question where the
        // log ends.
        properties.setProperty("fetch.max.wait.ms", "100");
        properties.setProperty("reconnect.backoff.max.ms", "1000");
        properties.putIfAbsent("client.id", "headgate-console");
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
