package dev.headgate.client;

import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.signing.SigningKey;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * A line to the gate that stays open: one producer and one reader of answers for all commands, so that a command waits for
 * nothing but the gate. {@link CommandSender} opens both anew each time, which costs a few hundred milliseconds. It belongs
 * to no group: nothing is ever rebalanced. Thread-safe.
 */
public final class OpenLine implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long AGAIN_AFTER_MILLIS = 1_000;
    private static final int MOST_RECORDS_HELD = 10_000;

    private final TopicCatalogue catalogue;
    private final SigningKey key;
    private final Supplier<TopicReader> readers;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Consumer<String> told;
    private final List<BlockingQueue<List<ConsumerRecord<byte[], byte[]>>>> listeners = new CopyOnWriteArrayList<>();
    private final Thread reading;
    private final Object readerIsOpen = new Object();
    private Optional<TopicReader> reader = Optional.empty();
    private Optional<Producer<byte[], byte[]>> producer = Optional.empty();
    private boolean closed;

    /**
     * Opens a line to an installation and goes on trying while the broker does not answer.
     *
     * @param client properties of Kafka's clients
     * @param key signs the commands
     * @param told is given a sentence when answers cannot be read, for the log
     */
    public OpenLine(Properties client, TopicCatalogue catalogue, SigningKey key, Consumer<String> told) {
        this(
                catalogue,
                key,
                () -> TopicReader.fromEnd(client, Waiting.topics(catalogue)),
                () -> SignedRecord.producer(client),
                told);
    }

    /** Listens by one reader after the other, as they break, and sends by one producer. */
    OpenLine(
            TopicCatalogue catalogue,
            SigningKey key,
            Supplier<TopicReader> readers,
            Supplier<Producer<byte[], byte[]>> producers,
            Consumer<String> told) {
        this.catalogue = catalogue;
        this.key = key;
        this.readers = readers;
        this.producers = producers;
        this.told = told;
        reading = new Thread(this::read, "gate-answers");
        reading.setDaemon(true);
        reading.start();
    }

    /**
     * Sends a command and waits for the first decision that names it, or for the command itself among the dead letters.
     *
     * @param answers the decisions that may be the answer of an earlier gate, whose decisions name no command
     * @param timeout for all of it; the broker may take up to 15 s more to refuse a command
     * @throws KafkaException if the broker cannot be reached or does not take the command: it may be there nevertheless
     */
    public Answer sendAndAwait(Command command, Set<DecisionKind> answers, Duration timeout)
            throws InterruptedException {
        long until = System.nanoTime() + timeout.toNanos();
        BlockingQueue<List<ConsumerRecord<byte[], byte[]>>> records = new LinkedBlockingQueue<>(MOST_RECORDS_HELD);
        awaitReader(until);
        listeners.add(records);
        try {
            RecordMetadata sent = SignedRecord.of(command, catalogue).send(producer(), key);
            Waiting waiting = new Waiting(catalogue, command, sent, answers);
            long left = until - System.nanoTime();
            while (waiting.unanswered() && left > 0) {
                List<ConsumerRecord<byte[], byte[]>> some = records.poll(left, TimeUnit.NANOSECONDS);
                waiting.look(some == null ? List.of() : some);
                left = until - System.nanoTime();
            }
            return waiting.answer();
        } finally {
            listeners.remove(records);
        }
    }

    @Override
    public void close() {
        synchronized (readerIsOpen) {
            closed = true;
            reader.ifPresent(TopicReader::wakeUp);
            readerIsOpen.notifyAll();
        }
        try {
            reading.join(5_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            producer.ifPresent(it -> it.close(Duration.ofSeconds(1)));
            producer = Optional.empty();
        }
    }

    private synchronized Producer<byte[], byte[]> producer() {
        Producer<byte[], byte[]> open = producer.orElseGet(producers);
        producer = Optional.of(open);
        return open;
    }

    private void awaitReader(long until) throws InterruptedException {
        synchronized (readerIsOpen) {
            while (reader.isEmpty()) {
                long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
                if (closed || left <= 0) {
                    throw new KafkaException("the broker does not answer: nothing was sent");
                }
                readerIsOpen.wait(left);
            }
        }
    }

    private void read() {
        boolean again = true;
        while (again) {
            try (TopicReader open = readers.get()) {
                if (opened(Optional.of(open))) {
                    handOut(open);
                }
            } catch (WakeupException closing) {
                // Asked for by close.
            } catch (KafkaException broken) {
                told.accept("answers of the gate cannot be read, trying again: " + broken);
            } finally {
                again = opened(Optional.empty()) && paused();
            }
        }
    }

    /** Whether the line is to stay open. */
    private boolean opened(Optional<TopicReader> open) {
        synchronized (readerIsOpen) {
            reader = open;
            readerIsOpen.notifyAll();
            return !closed;
        }
    }

    private boolean paused() {
        synchronized (readerIsOpen) {
            long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(AGAIN_AFTER_MILLIS);
            long left = AGAIN_AFTER_MILLIS;
            try {
                while (!closed && left > 0) {
                    readerIsOpen.wait(left);
                    left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return false;
            }
            return !closed;
        }
    }

    private void handOut(TopicReader open) {
        while (true) {
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(open.poll(POLL));
            // One that cannot take more has long been answered, or waits in vain.
            if (!records.isEmpty()) {
                listeners.forEach(listener -> listener.offer(records));
            }
        }
    }
}
