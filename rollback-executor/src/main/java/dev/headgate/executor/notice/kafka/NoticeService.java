package dev.headgate.executor.notice.kafka;

import dev.headgate.executor.kafka.DecisionKeys;
import dev.headgate.executor.kafka.ExecutorTopics;
import dev.headgate.executor.notice.channel.Deliveries;
import dev.headgate.executor.notice.channel.Secrets;
import dev.headgate.schemas.model.notice.Channel;
import dev.headgate.schemas.model.notice.NoticePlan;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people: a thread, a consumer and a group for each channel, so that channels wait neither for each other nor does
 * anything else wait for them. The executor's loop shares nothing with it but the process. Thread-safe.
 */
public final class NoticeService implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NoticeService.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration GRACE = Duration.ofSeconds(2);

    /**
     * Where decisions and executions are, and whose decisions count.
     *
     * @param scope what keeps installations apart at providers: the prefix of the topics
     * @param topics the topics
     * @param keys whose signatures count
     * @param startFrom how far back is told where a channel's group has no offset yet
     */
    public record Place(String scope, ExecutorTopics topics, DecisionKeys keys, Duration startFrom) {}

    private final Optional<NoticePlan> plan;
    private final Place place;
    private final NoticeClients clients;
    private final Secrets secrets;
    private final NoticeMeters meters;
    private final Clock clock;
    private final List<ChannelLoop> loops = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private Optional<Producer<byte[], byte[]>> producer = Optional.empty();

    /** @param plan whom to tell; empty for nobody */
    public NoticeService(
            Optional<NoticePlan> plan,
            Place place,
            NoticeClients clients,
            Secrets secrets,
            NoticeMeters meters,
            Clock clock) {
        this.plan = plan;
        this.place = place;
        this.clients = clients;
        this.secrets = secrets;
        this.meters = meters;
        this.clock = clock;
    }

    /** Begins to tell. What goes wrong is logged: an executor that tells nobody is better than none. */
    public synchronized void start() {
        plan.ifPresent(known -> {
            try {
                Producer<byte[], byte[]> letters = clients.ofDeadLetters();
                producer = Optional.of(letters);
                known.channels().forEach(channel -> start(known, channel, letters));
            } catch (RuntimeException unforeseen) {
                meters.interrupted("all");
                LOG.error("nobody is told of decisions: {}", unforeseen.toString(), unforeseen);
            }
        });
    }

    private void start(NoticePlan known, Channel channel, Producer<byte[], byte[]> letters) {
        Sender sender = new Sender(
                channel,
                Deliveries.of(channel, secrets),
                new DeadLetters(letters, place.topics().deadLetters(), meters),
                meters,
                clock,
                FIRST_PAUSE,
                LONGEST_PAUSE);
        ChannelLoop loop = new ChannelLoop(
                channel.name(),
                clients,
                () -> new Reading(
                        place.topics(),
                        place.keys(),
                        new Desk(known, channel, place.scope(), meters),
                        place.startFrom(),
                        meters,
                        clock),
                sender,
                meters);
        Thread thread = new Thread(loop, "notices-" + channel.name());
        thread.setDaemon(true);
        loops.add(loop);
        threads.add(thread);
        thread.start();
    }

    /** Ends; what is under way has two seconds, and what was not sent by then is sent after the next start. */
    @Override
    public synchronized void close() {
        loops.forEach(ChannelLoop::stop);
        long until = System.nanoTime() + GRACE.toNanos();
        try {
            for (Thread thread : threads) {
                thread.join(Math.max(1, (until - System.nanoTime()) / 1_000_000));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        threads.forEach(Thread::interrupt);
        producer.ifPresent(open -> open.close(Duration.ofSeconds(1)));
    }
}
