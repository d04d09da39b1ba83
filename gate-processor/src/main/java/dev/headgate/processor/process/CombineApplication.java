package dev.headgate.processor.process;

import dev.headgate.process.Health;
import dev.headgate.processor.combine.CombineMeter;
import dev.headgate.processor.combine.CombineSettings;
import dev.headgate.processor.combine.CombineTopics;
import dev.headgate.processor.config.GateConfiguration;
import dev.headgate.processor.streams.StreamsProperties;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The application that combines, running in as many threads as the settings say.
 *
 * <p>Thread safe.
 */
final class CombineApplication implements RunningApplication {

    private static final Logger log = LoggerFactory.getLogger(CombineApplication.class);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

    private final String id;
    private final TransactionLedger ledger;
    private final Admin admin;
    private final List<CombineThread> threads;

    /**
     * Aborts what an earlier process of it left open, and starts.
     *
     * @param fencing what leftovers are aborted by
     * @throws IOException if another process uses the same state directory
     */
    CombineApplication(
            GateConfiguration settings,
            CombineTopics topics,
            CombineSettings combining,
            CombineMeter meter,
            Admin fencing,
            MeterRegistry meters)
            throws IOException {
        id = StreamsProperties.applicationId(settings, GateApplication.COMBINE.wireName());
        ledger = new TransactionLedger(settings.stateDirectory(), id);
        ledger.fenceLeftovers(fencing);
        String process = id + "-" + UUID.randomUUID();
        admin = Admin.create(KafkaClients.admin(settings));
        CombineThread.Making making = new CombineThread.Making(settings, topics, combining, meter, admin, meters);
        threads = IntStream.rangeClosed(1, settings.threads())
                .mapToObj(number -> process + "-" + number)
                // Each counts for itself: what ends all of them once is one failure, however many they are.
                .map(thread -> new CombineThread(making, id, thread, new ThreadReplacement(thread)))
                .toList();
        threads.forEach(thread -> ledger.record(thread.transactionalId()));
        Gauge.builder("headgate.combine.threads", threads, CombineApplication::joined)
                .register(meters);
        threads.forEach(CombineThread::start);
    }

    @Override
    public Health live() {
        return new Health(threads.stream().noneMatch(CombineThread::dead), id + " " + state());
    }

    @Override
    public Health ready() {
        return new Health(threads.stream().allMatch(CombineThread::joined), id + " " + state());
    }

    private static double joined(List<CombineThread> threads) {
        return threads.stream().filter(CombineThread::joined).count();
    }

    private String state() {
        if (threads.stream().anyMatch(CombineThread::dead)) {
            return "ERROR";
        }
        return threads.stream().allMatch(CombineThread::joined) ? "RUNNING" : "REBALANCING";
    }

    @Override
    public void close() throws IOException {
        threads.forEach(CombineThread::stop);
        long until = System.nanoTime() + LONGEST_STOP.toNanos();
        boolean stopped = true;
        for (CombineThread thread : threads) {
            stopped &= thread.stopped(Duration.ofNanos(until - System.nanoTime()));
        }
        admin.close(Duration.ZERO);
        if (stopped) {
            ledger.clear();
        } else {
            log.warn("{} did not stop in order within {}; what is open is fenced at the next start", id, LONGEST_STOP);
        }
        ledger.close();
    }
}
