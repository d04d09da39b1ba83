package dev.headgate.telemetry;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what was recorded, in one thread, until it is told to stop. What Kafka's producer does not even take waits in a
 * {@link Backlog}; what it took it tries again itself, until its {@code delivery.timeout.ms}. Only the first is tried
 * again here: of the second it cannot be known whether it arrived, and no request must be counted twice.
 */
final class BackgroundSender implements Runnable {

    /** How often it looks for something to do, at least. */
    static final long PAUSE_MILLIS = 100;

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundSender.class);

    private final Recordings recordings;
    private final Runnable everyTime;
    private final String topic;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final TelemetryCounts counts;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final FailureLog failures;
    private final Backlog backlog = new Backlog();
    private Optional<Producer<byte[], byte[]>> producer = Optional.empty();
    private volatile boolean stopping;
    private volatile long deadlineNanos;

    /** @param everyTime is called each time it looks for something to do */
    BackgroundSender(
            Recordings recordings,
            Runnable everyTime,
            String topic,
            Supplier<Producer<byte[], byte[]>> producers,
            TelemetryCounts counts,
            InstantSource clock,
            LongSupplier nanos) {
        this.recordings = recordings;
        this.everyTime = everyTime;
        this.topic = topic;
        this.producers = producers;
        this.counts = counts;
        this.clock = clock;
        this.nanos = nanos;
        failures = new FailureLog(LOG, clock);
    }

    /** Asks the thread to send what is left within a time and to end. */
    void stop(Duration timeout) {
        long longest = TimeUnit.DAYS.toNanos(1);
        deadlineNanos = nanos.getAsLong() + Math.min(longest, TimeUnit.NANOSECONDS.convert(timeout));
        stopping = true;
    }

    @Override
    public void run() {
        try {
            while (!stopping) {
                workOnce();
                recordings.await();
            }
            sendTheRest();
        } catch (InterruptException | InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            giveUpTheRest();
            producer.ifPresent(this::close);
        }
    }

    private void workOnce() {
        try {
            everyTime.run();
            long now = nanos.getAsLong();
            backlog.add(recordings.due(clock.millis(), false), now);
            lose(backlog.letGo(now), "requests waited too long for Kafka", Optional.empty());
            if (backlog.mayTry(now)) {
                sendWhatWaits();
            }
        } catch (InterruptException e) {
            throw e;
        } catch (RuntimeException e) {
            failures.report("an error of the telemetry client itself", e);
        }
    }

    private void sendTheRest() throws InterruptedException {
        backlog.add(recordings.due(clock.millis(), true), nanos.getAsLong());
        sendWhatWaits();
        while (!backlog.isEmpty() && nanos.getAsLong() < deadlineNanos) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            sendWhatWaits();
        }
    }

    /** Sends until there is nothing left or Kafka takes nothing more. */
    private void sendWhatWaits() {
        if (producer.isEmpty()) {
            connect();
        }
        while (producer.isPresent() && !backlog.isEmpty() && send(producer.get(), backlog.oldest())) {
            backlog.sent();
            backlog.succeeded();
        }
    }

    /** The application must start even if no broker's name can be resolved yet. */
    private void connect() {
        try {
            producer = Optional.of(producers.get());
            backlog.succeeded();
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            failures.report("no Kafka producer could be made, trying again", e);
            backlog.failed(nanos.getAsLong());
        }
    }

    /** Whether the value is done with, for good or ill, rather than to be tried again. */
    private boolean send(Producer<byte[], byte[]> to, Outgoing value) {
        Attempt attempt = new Attempt(value);
        try {
            // The callback hears what the future would tell.
            var unused = to.send(new ProducerRecord<>(topic, value.bytes()), attempt);
        } catch (InterruptException e) {
            throw e;
        } catch (RuntimeException e) {
            attempt.failedBeforeItWasTaken = Optional.of(e);
        }
        attempt.returned = true;
        Optional<Exception> failure = attempt.failedBeforeItWasTaken;
        if (failure.isPresent() && needsAnotherProducer(failure.get())) {
            failures.report("Kafka's producer is of no use any more, another one is made", failure.get());
            backlog.failed(nanos.getAsLong());
            close(to, Duration.ZERO);
            producer = Optional.empty();
            return false;
        }
        if (failure.isPresent() && mayWorkLater(failure.get())) {
            failures.report("Kafka takes nothing, keeping requests for " + Backlog.KEPT_SECONDS + " s", failure.get());
            backlog.failed(nanos.getAsLong());
            return false;
        }
        failure.ifPresent(exception -> lose(value.requests(), "requests could not be published", failure));
        return true;
    }

    /** Of a producer that has failed for good: it is closed, or in an error state that it never leaves. */
    private static boolean needsAnotherProducer(Exception failure) {
        return failure instanceof IllegalStateException
                || (failure instanceof KafkaException
                        && !(failure instanceof RetriableException)
                        && !(failure instanceof RecordTooLargeException)
                        && !(failure instanceof SerializationException));
    }

    private static boolean mayWorkLater(Exception failure) {
        return failure instanceof KafkaException && !(failure instanceof RecordTooLargeException);
    }

    /**
     * Hears what became of a value. The producer tells in the calling thread, before it returns, of one that it did not
     * take: that one was surely not sent.
     */
    private final class Attempt implements Callback {

        private final Outgoing value;
        private final Thread caller = Thread.currentThread();
        private Optional<Exception> failedBeforeItWasTaken = Optional.empty();
        private boolean returned;

        Attempt(Outgoing value) {
            this.value = value;
        }

        @Override
        public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
            if (failure == null) {
                counts.published.add(value.requests());
                failures.works();
            } else if (Thread.currentThread() == caller && !returned) {
                failedBeforeItWasTaken = Optional.of(failure);
            } else {
                lose(value.requests(), "requests could not be published", Optional.of(failure));
            }
        }
    }

    private void lose(long requests, String what, Optional<Exception> failure) {
        counts.lost.add(requests);
        if (requests > 0) {
            failures.report(what, failure.orElseGet(() -> new KafkaException(requests + " requests")));
        }
    }

    private void giveUpTheRest() {
        backlog.add(recordings.due(clock.millis(), true), nanos.getAsLong());
        while (!backlog.isEmpty()) {
            counts.lost.add(backlog.oldest().requests());
            backlog.sent();
        }
    }

    private void close(Producer<byte[], byte[]> toClose) {
        close(toClose, Duration.ofNanos(Math.max(0, deadlineNanos - nanos.getAsLong())));
    }

    private void close(Producer<byte[], byte[]> toClose, Duration within) {
        boolean interrupted = Thread.interrupted();
        try {
            toClose.close(within);
        } catch (RuntimeException e) {
            failures.report("the Kafka producer did not close in order", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
