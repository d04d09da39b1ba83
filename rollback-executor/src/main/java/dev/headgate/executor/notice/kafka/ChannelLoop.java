package dev.headgate.executor.notice.kafka;

import dev.headgate.executor.notice.Waiting;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One channel's reading and telling, until it is stopped. What goes wrong in it is counted, logged and begun anew; nothing
 * of it reaches anybody else. {@link #run} is for one thread of its own; everything else is thread-safe.
 */
final class ChannelLoop implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(ChannelLoop.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration IDLE = Duration.ofMillis(500);
    private static final Duration BUSY = Duration.ofMillis(20);

    private final String channel;
    private final NoticeClients clients;
    private final Supplier<Reading> readings;
    private final Sender sender;
    private final NoticeMeters meters;
    private final CountDownLatch stop = new CountDownLatch(1);

    /** @param readings what reads for this channel, afresh for each membership in its group */
    ChannelLoop(String channel, NoticeClients clients, Supplier<Reading> readings, Sender sender, NoticeMeters meters) {
        this.channel = channel;
        this.clients = clients;
        this.readings = readings;
        this.sender = sender;
        this.meters = meters;
    }

    /** Asks it to end after the try that is under way. */
    void stop() {
        stop.countDown();
    }

    @Override
    public void run() {
        meters.waiting(channel, 0);
        try (sender) {
            while (!stopped(Duration.ZERO)) {
                try {
                    live();
                } catch (InterruptedException | InterruptException asked) {
                    return;
                } catch (RuntimeException lost) {
                    meters.interrupted(channel);
                    LOG.warn("notices of channel {} begin anew: {}", channel, lost.toString(), lost);
                    stopped(PAUSE);
                }
            }
        }
    }

    private void live() throws InterruptedException {
        Reading reading = readings.get();
        Consumer<byte[], byte[]> consumer = clients.ofChannel(channel);
        try {
            reading.subscribe(consumer);
            while (!stopped(Duration.ZERO)) {
                reading.take(consumer.poll(reading.waiting().size() == 0 ? IDLE : BUSY));
                tell(reading);
            }
            boolean unused = reading.commit();
        } finally {
            meters.waiting(channel, 0);
            consumer.close(CloseOptions.timeout(PAUSE));
        }
    }

    /** One request a round: the consumer must never go without a poll for longer than one try takes. */
    private void tell(Reading reading) throws InterruptedException {
        Waiting waiting = reading.waiting();
        meters.waiting(channel, waiting.size());
        if (reading.commit()) {
            sender.send(waiting).ifPresent(reading::done);
            boolean unused = reading.commit();
        }
        meters.waiting(channel, waiting.size());
    }

    private boolean stopped(Duration patience) {
        try {
            return stop.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public String toString() {
        return channel;
    }
}
