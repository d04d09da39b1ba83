package dev.headgate.processor.process;

import dev.headgate.processor.combine.CombineClients;
import dev.headgate.processor.combine.CombineLoop;
import dev.headgate.processor.combine.CombineMeter;
import dev.headgate.processor.combine.CombineSettings;
import dev.headgate.processor.combine.CombineTopics;
import dev.headgate.processor.combine.Passing;
import dev.headgate.processor.config.GateConfiguration;
import dev.headgate.processor.streams.ObservedConsumer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that combines. Should it fail, it begins anew with new clients; its transactional id stays the same, so that what the former
 * ones left open is aborted at once.
 *
 * <p>Thread safe.
 */
final class CombineThread {

    private static final Logger log = LoggerFactory.getLogger(CombineThread.class);
    private static final Duration PAUSE_AFTER_PASSING = Duration.ofMillis(200);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);

    private final Making making;
    private final String group;
    private final String id;
    private final ThreadReplacement replacement;
    private final Thread thread;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile Optional<CombineLoop> loop = Optional.empty();
    private volatile boolean begun;
    private volatile boolean dead;
    private volatile boolean unclean;

    /** What every thread's loop is made of. */
    record Making(
            GateConfiguration settings,
            CombineTopics topics,
            CombineSettings combining,
            CombineMeter meter,
            Admin admin,
            MeterRegistry meters) {}

    /**
     * A thread that is not started.
     *
     * @param group all combiners' group
     * @param id another one for each thread and start of the process
     * @param replacement decides whether a failed thread goes on
     */
    CombineThread(Making making, String group, String id, ThreadReplacement replacement) {
        this.making = making;
        this.group = group;
        this.id = id;
        this.replacement = replacement;
        thread = new Thread(this::run, id);
    }

    String transactionalId() {
        return id;
    }

    void start() {
        thread.start();
    }

    /** Whether it takes part in the group. */
    boolean joined() {
        return loop.map(CombineLoop::joined).orElse(false);
    }

    /** Whether it has given up. */
    boolean dead() {
        return dead;
    }

    /** Asks it to end when it has committed what came. */
    void stop() {
        stopping.countDown();
    }

    /** Waits for its end; false if it took longer, or left something open. */
    boolean stopped(Duration longest) {
        try {
            thread.join(Math.max(1, longest.toMillis()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive() && !unclean;
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private void run() {
        while (!isStopping() && !dead) {
            try {
                combine();
            } catch (RuntimeException | Error failure) {
                loop = Optional.empty();
                failed(failure);
            }
        }
    }

    private void failed(Throwable failure) {
        making.meters().counter("headgate.combine.threads.renewed").increment();
        if (isStopping()) {
            unclean = true;
            log.warn("{} could not end in order; what it did not commit is read again", id, failure);
        } else if (begun ? Passing.isAtRenewal(failure) : Passing.is(failure)) {
            log.warn("{} begins anew: {}", id, Passing.describe(failure));
            pause(PAUSE_AFTER_PASSING);
        } else if (replacement.mayReplace(failure)) {
            pause(PAUSE_AFTER_FAILURE);
        } else {
            unclean = true;
            dead = true;
        }
    }

    private void pause(Duration longest) {
        try {
            boolean unused = stopping.await(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            dead = true;
        }
    }

    private void combine() {
        Map<String, Object> consuming = KafkaClients.combineConsumer(making.settings(), group, id + "-consumer");
        Map<String, Object> producing = KafkaClients.combineProducer(making.settings(), id, id + "-producer");
        try (ObservedConsumer consumer = ObservedConsumer.of(consuming, making.admin());
                var producer = new KafkaProducer<>(producing, new ByteArraySerializer(), new ByteArraySerializer());
                KafkaClientMetrics consumerMetrics = new KafkaClientMetrics(consumer);
                KafkaClientMetrics producerMetrics = new KafkaClientMetrics(producer)) {
            consumerMetrics.bindTo(making.meters());
            producerMetrics.bindTo(making.meters());
            CombineLoop combining = new CombineLoop(
                    making.topics(),
                    making.combining(),
                    new CombineClients(consumer, consumer, producer),
                    making.meter(),
                    this::isStopping,
                    InstantSource.system(),
                    System::nanoTime,
                    this::pause);
            loop = Optional.of(combining);
            begun = true;
            try {
                combining.run();
            } finally {
                producer.close(LONGEST_CLOSE);
                consumer.close(CloseOptions.timeout(LONGEST_CLOSE));
            }
        }
    }
}
