package dev.headgate.executor.notice.kafka;

import dev.headgate.executor.kafka.DecisionKeys;
import dev.headgate.executor.kafka.ExecutorTopics;
import dev.headgate.executor.kafka.Intake;
import dev.headgate.executor.notice.Post;
import dev.headgate.executor.notice.Source;
import dev.headgate.executor.notice.Waiting;
import dev.headgate.executor.notice.Waiting.Entry;
import dev.headgate.schemas.model.Execution;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one membership of a channel's group reads: decisions and executions of its partitions. Decisions are read again for
 * two weeks back, only to be known; told is what the group has not told yet. An execution that comes before its decision
 * waits for it. Offsets are committed once everything before them is done. Not thread-safe.
 */
final class Reading implements ConsumerRebalanceListener {

    private static final Logger LOG = LoggerFactory.getLogger(Reading.class);

    /** Rollouts may take weeks. */
    private static final Duration KNOWN_FOR = Duration.ofDays(14);

    /** How long an execution waits for its decision, which was there before it. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration LONGEST_QUESTION = Duration.ofSeconds(10);

    /** From so many on nothing more is read until there are fewer. */
    private static final int MOST_WAITING = 200;

    private final ExecutorTopics topics;
    private final DecisionKeys keys;
    private final Desk desk;
    private final Duration startFrom;
    private final NoticeMeters meters;
    private final Clock clock;
    private final Waiting waiting = new Waiting();
    private final Map<TopicPartition, Progress> progress = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
    private final Map<Integer, Long> knownUpTo = new HashMap<>();
    private final List<Early> early = new ArrayList<>();
    private Optional<Consumer<byte[], byte[]>> member = Optional.empty();
    private Optional<Intake> intake = Optional.empty();

    private record Early(ConsumerRecord<byte[], byte[]> message, Execution execution, Instant since) {}

    Reading(ExecutorTopics topics, DecisionKeys keys, Desk desk, Duration startFrom, NoticeMeters meters, Clock clock) {
        this.topics = topics;
        this.keys = keys;
        this.desk = desk;
        this.startFrom = startFrom;
        this.meters = meters;
        this.clock = clock;
    }

    void subscribe(Consumer<byte[], byte[]> consumer) {
        member = Optional.of(consumer);
        consumer.subscribe(List.of(topics.decisions(), topics.executions()), this);
    }

    /** What waits to be told. */
    Waiting waiting() {
        return waiting;
    }

    void take(ConsumerRecords<byte[], byte[]> messages) {
        for (ConsumerRecord<byte[], byte[]> message : messages) {
            TopicPartition partition = new TopicPartition(message.topic(), message.partition());
            Progress there = progress.get(partition);
            if (there == null) {
                continue;
            }
            boolean due = there.isDue(message.offset());
            if (message.topic().equals(topics.decisions())) {
                decision(message, there, due);
            } else {
                execution(message, there, due);
            }
        }
        late();
        hold();
    }

    /** They need no further try. */
    void done(List<Entry> entries) {
        for (Entry entry : entries) {
            Source source = entry.source();
            Progress there = progress.get(new TopicPartition(source.topic(), source.partition()));
            if (there != null) {
                there.done(source.offset());
            }
        }
    }

    /**
     * Commits how far it has come, if that is further than before.
     *
     * @return whether that is certain; otherwise nothing more should be sent, or more than one request could be repeated
     */
    boolean commit() {
        Map<TopicPartition, OffsetAndMetadata> further = new HashMap<>();
        progress.forEach((partition, there) -> {
            OffsetAndMetadata now = new OffsetAndMetadata(there.offset(), there.metadata());
            if (!now.equals(committed.get(partition))) {
                further.put(partition, now);
            }
        });
        if (further.isEmpty()) {
            return true;
        }
        try {
            member.orElseThrow().commitSync(further, LONGEST_QUESTION);
            committed.putAll(further);
            return true;
        } catch (RetriableException | RebalanceInProgressException unsure) {
            LOG.warn("how far notices have come could not be committed and will be again: {}", unsure.toString());
            return false;
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        if (partitions.isEmpty() || member.isEmpty()) {
            return;
        }
        Consumer<byte[], byte[]> consumer = member.get();
        intake = Optional.of(new Intake(
                keys,
                consumer.partitionsFor(topics.decisions(), LONGEST_QUESTION).size()));
        Map<TopicPartition, OffsetAndMetadata> before = consumer.committed(Set.copyOf(partitions), LONGEST_QUESTION);
        Instant now = clock.instant();
        Map<TopicPartition, Long> recently = at(consumer, partitions, now.minus(startFrom));
        Map<TopicPartition, Long> longAgo = at(consumer, partitions, now.minus(KNOWN_FOR));
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata there = before.get(partition);
            long from = there == null ? offset(recently, partition) : there.offset();
            progress.put(partition, there == null ? Progress.from(from) : Progress.from(from, there.metadata()));
            if (partition.topic().equals(topics.decisions())) {
                knownUpTo.put(partition.partition(), from);
                consumer.seek(partition, Math.min(from, offset(longAgo, partition)));
            } else {
                consumer.seek(partition, from);
            }
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        boolean unused = commit();
        forget();
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        forget();
    }

    /** With the range assignor all partitions are given up at once, and given anew. */
    private void forget() {
        waiting.clear();
        progress.clear();
        committed.clear();
        knownUpTo.clear();
        early.clear();
        desk.forget();
    }

    private void decision(ConsumerRecord<byte[], byte[]> message, Progress there, boolean due) {
        // Those from before the group's offset are read to be known: they are long done.
        boolean again = message.offset() < knownUpTo.getOrDefault(message.partition(), 0L);
        List<Post> posts = desk.decision(message, intake.orElseThrow().read(message), due && !again, clock.instant());
        if (!again) {
            there.read(message.offset(), posts.size());
            add(message, posts);
        }
    }

    private void execution(ConsumerRecord<byte[], byte[]> message, Progress there, boolean due) {
        if (!due) {
            there.read(message.offset(), 0);
            return;
        }
        Optional<Execution> execution = desk.execution(message);
        if (execution.isEmpty()) {
            meters.unusable("execution");
            there.read(message.offset(), 0);
            return;
        }
        there.read(message.offset(), 1);
        early.add(new Early(message, execution.get(), clock.instant()));
    }

    /** Executions whose decision is known by now; those whose decision should be there and is not are nobody's. */
    private void late() {
        Instant now = clock.instant();
        Iterator<Early> each = early.iterator();
        while (each.hasNext()) {
            Early one = each.next();
            Progress there = progress.get(
                    new TopicPartition(topics.executions(), one.message().partition()));
            if (there == null) {
                each.remove();
            } else if (desk.knows(one.execution())) {
                List<Post> posts = desk.execution(one.execution());
                there.read(one.message().offset(), posts.size());
                there.done(one.message().offset());
                add(one.message(), posts);
                each.remove();
            } else if (decisionsAreKnown(one.message().partition())
                    && !now.isBefore(one.since().plus(PATIENCE))) {
                meters.unusable("unknown-decision");
                LOG.warn(
                        "execution {} is not told: its decision is not among those of the last {} days",
                        one.execution().executionId(),
                        KNOWN_FOR.toDays());
                there.done(one.message().offset());
                each.remove();
            }
        }
    }

    private boolean decisionsAreKnown(int partition) {
        Progress decisions = progress.get(new TopicPartition(topics.decisions(), partition));
        return decisions == null || member.isEmpty() || reached(partition);
    }

    private boolean reached(int partition) {
        return member.orElseThrow().position(new TopicPartition(topics.decisions(), partition), LONGEST_QUESTION)
                >= knownUpTo.getOrDefault(partition, 0L);
    }

    private void add(ConsumerRecord<byte[], byte[]> message, List<Post> posts) {
        byte[] value = message.value() == null ? new byte[0] : message.value();
        Source source = new Source(message.topic(), message.partition(), message.offset(), value);
        posts.forEach(post -> waiting.add(post, source, clock.instant()));
    }

    /** Too much waits: what is not read yet is kept by Kafka. Decisions are read on when executions wait for them. */
    private void hold() {
        member.ifPresent(consumer -> {
            if (waiting.size() >= MOST_WAITING) {
                consumer.pause(consumer.assignment());
            } else if (early.size() >= MOST_WAITING) {
                consumer.pause(consumer.assignment().stream()
                        .filter(partition -> partition.topic().equals(topics.executions()))
                        .toList());
            } else if (waiting.size() <= MOST_WAITING / 2) {
                consumer.resume(consumer.paused());
            }
        });
    }

    /** The broker answers for every partition that it is asked about. */
    private static long offset(Map<TopicPartition, Long> offsets, TopicPartition partition) {
        return Objects.requireNonNull(offsets.get(partition));
    }

    private static Map<TopicPartition, Long> at(
            Consumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions, Instant instant) {
        Map<TopicPartition, Long> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, instant.toEpochMilli()));
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(asked, LONGEST_QUESTION);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, LONGEST_QUESTION);
        Map<TopicPartition, Long> offsets = new HashMap<>();
        partitions.forEach(partition -> {
            OffsetAndTimestamp there = found.get(partition);
            offsets.put(partition, there == null ? offset(ends, partition) : there.offset());
        });
        return offsets;
    }
}
