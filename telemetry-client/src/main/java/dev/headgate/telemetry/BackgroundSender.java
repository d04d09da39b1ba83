package dev.headgate.telemetry;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Empties the queue into Kafka, in one thread, until it is told to stop and the queue is empty. */
final class BackgroundSender implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundSender.class);

    private static final long PAUSE_MILLIS = 10;
    private static final long RETRY_MILLIS = 1_000;
    private static final int AT_ONCE = 1_000;

    private final BlockingQueue<RecordedRequest> queue;
    private final Outgoing outgoing;
    private final String topic;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final TelemetryCounts counts;
    private final InstantSource clock;
    private final FailureLog failures;
    private volatile boolean stopping;
    private volatile Duration closeTimeout = Duration.ZERO;

    BackgroundSender(
            BlockingQueue<RecordedRequest> queue,
            Outgoing outgoing,
            String topic,
            Supplier<Producer<byte[], byte[]>> producers,
            TelemetryCounts counts,
            InstantSource clock) {
        this.queue = queue;
        this.outgoing = outgoing;
        this.topic = topic;
        this.producers = producers;
        this.counts = counts;
        this.clock = clock;
        failures = new FailureLog(LOG, clock);
    }

    /** Asks the thread to send what is left and to end. */
    void stop(Duration timeout) {
        closeTimeout = timeout;
        stopping = true;
    }

    @Override
    public void run() {
        Optional<Producer<byte[], byte[]>> producer = Optional.empty();
        try {
            producer = connect();
            if (producer.isPresent()) {
                sendUntilStopped(producer.get());
            }
        } catch (InterruptException | InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            giveUpTheRest();
            producer.ifPresent(this::close);
        }
    }

    /** The application must start even if no broker's name can be resolved yet. */
    private Optional<Producer<byte[], byte[]>> connect() throws InterruptedException {
        long nextTryMillis = clock.millis();
        while (true) {
            boolean lastTry = stopping;
            if (lastTry || clock.millis() >= nextTryMillis) {
                try {
                    return Optional.of(producers.get());
                } catch (InterruptException e) {
                    throw e;
                } catch (KafkaException e) {
                    failures.report("no Kafka producer could be made, trying again", e);
                    nextTryMillis = clock.millis() + RETRY_MILLIS;
                }
            }
            if (lastTry) {
                return Optional.empty();
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    private void sendUntilStopped(Producer<byte[], byte[]> producer) throws InterruptedException {
        boolean last = false;
        while (!last) {
            last = stopping && queue.isEmpty();
            takeSome();
            for (Outgoing.Value value : outgoing.due(clock.millis(), last)) {
                send(producer, value);
            }
        }
    }

    private void takeSome() throws InterruptedException {
        RecordedRequest request = queue.poll(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        for (int i = 1; request != null; i++) {
            outgoing.add(request);
            request = i < AT_ONCE ? queue.poll() : null;
        }
    }

    private void send(Producer<byte[], byte[]> producer, Outgoing.Value value) {
        try {
            // The callback hears what the future would tell.
            var unused = producer.send(new ProducerRecord<>(topic, value.bytes()), (metadata, failure) -> {
                if (failure == null) {
                    counts.published.add(value.requests());
                } else {
                    lose(value, failure);
                }
            });
        } catch (InterruptException e) {
            counts.lost.add(value.requests());
            throw e;
        } catch (RuntimeException e) {
            lose(value, e);
        }
    }

    private void lose(Outgoing.Value value, Exception failure) {
        counts.lost.add(value.requests());
        failures.report("request events could not be published", failure);
    }

    private void giveUpTheRest() {
        int left = 0;
        while (queue.poll() != null) {
            left++;
        }
        for (Outgoing.Value value : outgoing.due(clock.millis(), true)) {
            left += (int) value.requests();
        }
        counts.lost.add(left);
    }

    private void close(Producer<byte[], byte[]> producer) {
        boolean interrupted = Thread.interrupted();
        try {
            producer.close(closeTimeout);
        } catch (RuntimeException e) {
            failures.report("the Kafka producer did not close in order", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
