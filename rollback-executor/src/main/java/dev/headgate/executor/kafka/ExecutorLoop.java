package dev.headgate.executor.kafka;

import dev.headgate.executor.acceptance.Acceptance;
import dev.headgate.executor.action.Effects;
import dev.headgate.executor.metrics.ExecutorMeters;
import dev.headgate.executor.settings.ExecutorScope;
import dev.headgate.executor.settings.ExecutorSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The executor's main loop: one {@link Membership} after another until it is stopped. {@link #run} is for one thread of
 * its own; everything else is thread-safe.
 */
public final class ExecutorLoop implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(ExecutorLoop.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_QUESTION = Duration.ofSeconds(5);

    private final ExecutorSettings settings;
    private final DecisionKeys keys;
    private final Acceptance acceptance;
    private final Effects actions;
    private final ExecutorMeters meters;
    private final ExecutorTopics topics;
    private final Clients clients;
    private final Clock clock;
    private final LoopState state = new LoopState();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ExecutorService pool = Executors.newCachedThreadPool(ExecutorLoop::thread);
    /** What was waited for last: it is looked for each second, and told once. */
    private String waiting = "";

    /** Wires the loop; nothing begins before {@link #run}. */
    public ExecutorLoop(
            ExecutorSettings settings,
            DecisionKeys keys,
            Acceptance acceptance,
            Effects actions,
            ExecutorMeters meters,
            ExecutorTopics topics,
            Clients clients,
            Clock clock) {
        this.settings = settings;
        this.keys = keys;
        this.acceptance = acceptance;
        this.actions = actions;
        this.meters = meters;
        this.topics = topics;
        this.clients = clients;
        this.clock = clock;
    }

    /** What the loop says about itself. */
    public LoopState state() {
        return state;
    }

    /** Asks the loop to end; what runs may finish within the grace of handing over. */
    public void stop() {
        stop.countDown();
    }

    /** Waits until {@link #run} has ended. */
    public void awaitEnd() throws InterruptedException {
        ended.await();
    }

    /**
     * Runs until it is stopped.
     *
     * @throws TopicsProblem if the topics' partition counts differ
     */
    @Override
    public void run() {
        try {
            while (!stopping(Duration.ZERO)) {
                state.roundBegins();
                liveOnce();
            }
        } finally {
            pool.shutdownNow();
            ended.countDown();
        }
    }

    private void liveOnce() {
        try {
            live();
        } catch (KafkaException lost) {
            meters.membershipLost();
            state.notReady("the membership was lost: " + lost.getMessage());
            LOG.warn("the membership was lost and begins anew: {}", lost.toString());
            stopping(PAUSE);
        } catch (TopicsProblem hopeless) {
            throw hopeless;
        } catch (RuntimeException unforeseen) {
            meters.membershipLost();
            state.notReady("an error of the executor's: " + unforeseen);
            LOG.error("the membership ended unforeseen and begins anew", unforeseen);
            stopping(PAUSE);
        }
    }

    private void live() {
        Consumer<byte[], byte[]> consumer = clients.member();
        OptionalInt partitions;
        try {
            partitions = partitions(consumer);
        } catch (RuntimeException unasked) {
            consumer.close(CloseOptions.timeout(PAUSE));
            throw unasked;
        }
        if (partitions.isEmpty()) {
            consumer.close(CloseOptions.timeout(PAUSE));
            stopping(PAUSE);
            return;
        }
        meters.topicPartitions(partitions.getAsInt());
        PartitionOpener opener =
                new PartitionOpener(settings, clients, topics, acceptance, actions, pool, meters, clock);
        Intake intake = new Intake(keys, partitions.getAsInt());
        try (Membership membership =
                new Membership(settings, topics, opener, pool, meters, state, clock, consumer, intake)) {
            membership.serve(() -> stopping(Duration.ZERO));
        }
    }

    /** The partition count that decisions, journal and executions share; empty while a topic does not exist. */
    private OptionalInt partitions(Consumer<byte[], byte[]> consumer) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        topics.keyedByService().forEach(topic -> counts.put(topic, count(consumer, topic)));
        int deadLetters = deadLetters(consumer);
        if (counts.containsValue(0) || deadLetters == 0) {
            Map<String, Integer> found = new LinkedHashMap<>(counts);
            found.put(topics.deadLetters(), deadLetters);
            String why =
                    "waiting for topics, found partitions " + found + "; make them with `" + creation(counts) + "`";
            state.notReady(why);
            if (!why.equals(waiting)) {
                waiting = why;
                LOG.warn(why);
            }
            return OptionalInt.empty();
        }
        if (counts.values().stream().distinct().count() > 1) {
            throw new TopicsProblem("these topics must have one partition count, found " + counts
                    + "; the order of decisions and their executions rests on it");
        }
        return OptionalInt.of(counts.values().iterator().next());
    }

    /** What makes the topics that this executor lacks, with as many partitions as those have that are there. */
    private String creation(Map<String, Integer> counts) {
        ExecutorScope scope = settings.scope();
        StringBuilder command = new StringBuilder("headgate topics create");
        if (scope.dryRun()) {
            command.append(" --dry-run");
        } else if (!scope.journal().equals(ExecutorScope.WHOLE.journal())) {
            command.append(" --journal ").append(scope.journal());
        }
        counts.values().stream()
                .filter(count -> count > 0)
                .findFirst()
                .ifPresent(count -> command.append(" --partitions ").append(count));
        return command.toString();
    }

    /** Without the right to write dead letters decisions are carried out all the same; somebody should look. */
    private int deadLetters(Consumer<byte[], byte[]> consumer) {
        try {
            return count(consumer, topics.deadLetters());
        } catch (AuthorizationException forbidden) {
            LOG.error(
                    "no right to {}: what cannot be used will only be logged and counted; grant Write and Describe ({})",
                    topics.deadLetters(),
                    forbidden.getMessage());
            return 1;
        }
    }

    private int count(Consumer<byte[], byte[]> consumer, String topic) {
        state.roundBegins();
        var found = consumer.partitionsFor(topic, LONGEST_QUESTION);
        return found == null ? 0 : found.size();
    }

    private boolean stopping(Duration patience) {
        try {
            return stop.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static final AtomicInteger THREADS = new AtomicInteger();

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "executor-work-" + THREADS.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
