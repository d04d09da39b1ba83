package dev.headgate.executor.kafka;

import dev.headgate.executor.metrics.ExecutorMeters;
import dev.headgate.executor.settings.ExecutorSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One life as a member of the executors' group, from joining to leaving or being thrown out. Any doubt (a fenced
 * producer, a transaction of unknown outcome, a lost membership) ends it with an exception; a new life begins with
 * fencing and the journal. Used by the loop's thread only.
 */
final class Membership implements ConsumerRebalanceListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Membership.class);
    private static final Duration WAIT_IDLE = Duration.ofMillis(100);
    private static final Duration WAIT_BUSY = Duration.ofMillis(5);
    private static final Duration SHORT_REQUEST = Duration.ofSeconds(1);
    private static final Duration LONG_REQUEST = Duration.ofSeconds(5);

    private final ExecutorSettings settings;
    private final ExecutorTopics topics;
    private final PartitionOpener opener;
    private final ExecutorService pool;
    private final ExecutorMeters meters;
    private final LoopState state;
    private final Clock clock;
    private final Consumer<byte[], byte[]> consumer;
    private final Intake intake;
    private final Lease lease;
    private final Map<Integer, Opening> opening = new HashMap<>();
    private final Map<Integer, OwnedPartition> owned = new HashMap<>();
    private final Map<Integer, Long> catchUpTo = new HashMap<>();
    private boolean assigned;
    private long polledAt;

    Membership(
            ExecutorSettings settings,
            ExecutorTopics topics,
            PartitionOpener opener,
            ExecutorService pool,
            ExecutorMeters meters,
            LoopState state,
            Clock clock,
            Consumer<byte[], byte[]> consumer,
            Intake intake) {
        this.settings = settings;
        this.topics = topics;
        this.opener = opener;
        this.pool = pool;
        this.meters = meters;
        this.state = state;
        this.clock = clock;
        this.consumer = consumer;
        this.intake = intake;
        this.lease = new Lease(settings.lease(), System::nanoTime);
    }

    /**
     * Serves until asked to stop.
     *
     * @throws KafkaException if the membership cannot go on
     */
    void serve(BooleanSupplier stopping) {
        consumer.subscribe(List.of(topics.decisions()), this);
        while (!stopping.getAsBoolean()) {
            polledAt = lease.now();
            ConsumerRecords<byte[], byte[]> messages = consumer.poll(patience());
            state.roundBegins();
            adoptOpened();
            owned.values().forEach(partition -> round(partition, messages));
            act();
            tell();
        }
        handOver(List.copyOf(owned.values()));
        consumer.close(CloseOptions.timeout(LONG_REQUEST));
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        consumer.pause(partitions);
        for (TopicPartition partition : partitions) {
            int number = partition.partition();
            LOG.info("partition {} was assigned: fencing its former owner and reading the journal", number);
            opening.put(number, new Opening(unwanted -> opener.open(number, intake, unwanted), pool));
        }
        assigned = true;
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        partitions.forEach(this::stopOpening);
        handOver(partitions.stream()
                .map(partition -> Optional.ofNullable(owned.get(partition.partition())))
                .flatMap(Optional::stream)
                .toList());
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        lease.end();
        for (TopicPartition partition : partitions) {
            forget(partition).ifPresent(lost -> {
                LOG.warn("partition {} was lost: its new owner recovers what runs", lost.number());
                lost.drop();
            });
        }
    }

    @Override
    public void close() {
        lease.end();
        opening.values().forEach(Opening::stop);
        owned.values().forEach(OwnedPartition::drop);
        opening.clear();
        owned.clear();
        consumer.close(CloseOptions.timeout(SHORT_REQUEST));
        meters.owned(0, 0);
        meters.queue(0, 0, Duration.ZERO);
        meters.running(0);
        meters.held(0);
        meters.asking(0);
    }

    /**
     * Gives partitions up, all within one grace. Each stays among the owned ones until it is given up: it is its offset
     * with which a lease is renewed meanwhile.
     */
    private void handOver(List<OwnedPartition> given) {
        long deadline = System.nanoTime() + settings.handoverGrace().toNanos();
        for (OwnedPartition partition : given) {
            LOG.info("partition {} is given up", partition.number());
            Duration grace = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            try {
                partition.handOver(grace, lease, this::renewLease, consumer.groupMetadata());
            } finally {
                owned.remove(partition.number());
            }
        }
    }

    private Optional<OwnedPartition> forget(TopicPartition partition) {
        stopOpening(partition);
        return Optional.ofNullable(owned.remove(partition.partition()));
    }

    private void stopOpening(TopicPartition partition) {
        int number = partition.partition();
        Opening unfinished = opening.remove(number);
        if (unfinished != null) {
            unfinished.stop();
        }
        catchUpTo.remove(number);
    }

    private Duration patience() {
        boolean idle = opening.isEmpty() && owned.values().stream().allMatch(OwnedPartition::isIdle);
        return idle ? WAIT_IDLE : WAIT_BUSY;
    }

    private void adoptOpened() {
        Map<Integer, OwnedPartition> opened = new HashMap<>();
        opening.forEach((number, one) -> one.ifDone().ifPresent(partition -> opened.put(number, partition)));
        opened.forEach((number, partition) -> {
            opening.remove(number);
            owned.put(number, partition);
            begin(partition);
        });
    }

    private void begin(OwnedPartition partition) {
        TopicPartition decisions = decisions(partition);
        long end = consumer.endOffsets(List.of(decisions), LONG_REQUEST).getOrDefault(decisions, 0L);
        long start = start(decisions, partition.offsetByJournal(), end);
        partition.startAt(start);
        catchUpTo.put(partition.number(), end);
        consumer.seek(decisions, start);
        consumer.resume(List.of(decisions));
        LOG.info(
                "partition {} is owned: {} decisions unfinished, reading from offset {}",
                partition.number(),
                partition.unfinished(),
                start);
    }

    /** The committed offset or what the journal says; a new group never carries out decisions of long ago. */
    private long start(TopicPartition decisions, OptionalLong byJournal, long end) {
        OffsetAndMetadata committed =
                consumer.committed(Set.of(decisions), LONG_REQUEST).get(decisions);
        if (committed != null || byJournal.isPresent()) {
            return Math.max(committed == null ? 0 : committed.offset(), byJournal.orElse(0));
        }
        long from = clock.instant().minus(settings.startFrom()).toEpochMilli();
        OffsetAndTimestamp found =
                consumer.offsetsForTimes(Map.of(decisions, from), LONG_REQUEST).get(decisions);
        return found == null ? end : found.offset();
    }

    private void round(OwnedPartition partition, ConsumerRecords<byte[], byte[]> messages) {
        TopicPartition decisions = decisions(partition);
        List<ConsumerRecord<byte[], byte[]>> own = messages.records(decisions);
        boolean caughtUp = consumer.position(decisions) >= catchUpTo.getOrDefault(partition.number(), 0L);
        partition.round(own, caughtUp, consumer.groupMetadata());
    }

    private void act() {
        for (OwnedPartition partition : owned.values()) {
            if ((partition.hasDue() || partition.wantsToLook()) && renewLease()) {
                partition.begin(lease);
            }
        }
    }

    /**
     * Makes sure of a fresh lease: a plain commit of offsets already committed makes the coordinator check the
     * membership and begin its session anew. An empty commit asks no broker and proves nothing. Nor is a lease renewed
     * that could outlast the longest time between two polls, after which the client leaves the group by itself.
     *
     * @return whether effects may begin
     */
    private boolean renewLease() {
        if (lease.isFresh()) {
            return true;
        }
        Duration sincePoll = Duration.ofNanos(lease.now() - polledAt);
        if (owned.isEmpty() || sincePoll.plus(settings.lease()).compareTo(settings.longestBetweenPolls()) >= 0) {
            return lease.missing().isEmpty();
        }
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        owned.values()
                .forEach(partition -> offsets.put(decisions(partition), new OffsetAndMetadata(partition.nextOffset())));
        long sentAt = lease.now();
        try {
            consumer.commitSync(offsets, SHORT_REQUEST);
            lease.confirmed(sentAt);
        } catch (RebalanceInProgressException | RetriableException notNow) {
            LOG.debug("the membership cannot be confirmed now: {}", notNow.getMessage());
        }
        return lease.missing().isEmpty();
    }

    private void tell() {
        Collection<OwnedPartition> partitions = owned.values();
        meters.owned(
                partitions.size(),
                partitions.stream().mapToInt(OwnedPartition::inDoubt).sum());
        meters.queue(
                partitions.stream().mapToInt(OwnedPartition::unfinished).sum(),
                partitions.stream().mapToInt(OwnedPartition::waiting).sum(),
                partitions.stream()
                        .flatMap(partition -> partition.oldestUnfinished().stream())
                        .min(Comparator.naturalOrder())
                        .map(oldest -> Duration.between(oldest, clock.instant()))
                        .orElse(Duration.ZERO));
        meters.running(
                partitions.stream().mapToInt(OwnedPartition::stepsRunning).sum());
        meters.held((int) owned.values().stream().filter(OwnedPartition::isHeld).count());
        meters.asking(owned.values().stream().mapToInt(OwnedPartition::asking).sum());
        if (assigned && opening.isEmpty()) {
            state.ready();
        } else {
            state.notReady(assigned ? "reading the journal" : "not a member of the group yet");
        }
    }

    private TopicPartition decisions(OwnedPartition partition) {
        return new TopicPartition(topics.decisions(), partition.number());
    }
}
