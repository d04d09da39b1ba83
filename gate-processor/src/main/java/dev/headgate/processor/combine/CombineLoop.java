package dev.headgate.processor.combine;

import dev.headgate.schemas.codec.SketchCodec;
import dev.headgate.schemas.model.CombinerProgress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Application 1, the way of telemetry into sketches, in one thread.
 *
 * <pre>
 * telemetry.requests     ─┐            ┌─► gate.sketches           deltas per service
 * telemetry.summaries    ─┼─► combine ─┼─► gate.sketches           progress, to every partition
 * telemetry.measurements ─┤            └─► telemetry.dead-letters  what cannot be used, and why
 * otlp_spans             ─┤  if they are switched on
 * otlp_metrics           ─┘
 * </pre>
 *
 * <p>What was made of records leaves together with their offsets in one transaction, and nothing is kept beyond it. Whatever
 * prevents a transaction, its records are read again. The rules stand in docs/decisions/0007-combine-without-streams.md.
 *
 * <p>Used by one thread; only {@link #joined()} may be asked by others.
 */
public final class CombineLoop implements ConsumerRebalanceListener {

    private static final Logger log = LoggerFactory.getLogger(CombineLoop.class);

    private final CombineTopics topics;
    private final Consumer<byte[], byte[]> consumer;
    private final Producer<byte[], byte[]> producer;
    private final CombineTransaction transaction;
    private final CombineMeter meter;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final java.util.function.Consumer<Duration> rest;
    private final BooleanSupplier stopping;
    private final Combining combining;
    private final CombinerUnits units;
    private final StartingPoints startingPoints;
    private final Uncommitted uncommitted = new Uncommitted();
    private final Pace pace;
    private final Awake awake;
    private volatile boolean joined;
    private boolean ended;

    /**
     * A loop that has not begun.
     *
     * @param stopping whether the loop is to end
     * @param clock what event times are compared with
     * @param nanos a clock that only goes forwards, nanoseconds
     * @param rest lets that much time go by, or less if the loop is to end
     */
    public CombineLoop(
            CombineTopics topics,
            CombineSettings settings,
            CombineClients clients,
            CombineMeter meter,
            BooleanSupplier stopping,
            InstantSource clock,
            LongSupplier nanos,
            java.util.function.Consumer<Duration> rest) {
        this.topics = topics;
        this.meter = meter;
        this.stopping = stopping;
        this.clock = clock;
        this.nanos = nanos;
        this.rest = rest;
        consumer = clients.consumer();
        producer = clients.producer();
        transaction = new CombineTransaction(producer, stopping);
        combining = new Combining(topics, settings);
        units = new CombinerUnits(topics.sources(), clients.lag());
        startingPoints = new StartingPoints(
                consumer, topics.otlp(), settings.timeliness().latenessAllowed(), clock);
        pace = new Pace(settings.commitInterval(), settings.progressInterval(), nanos.getAsLong());
        awake = new Awake(nanos.getAsLong());
    }

    /** Whether it is a member of the group and has heard which partitions it reads. Thread safe. */
    public boolean joined() {
        return joined;
    }

    /**
     * Combines until it is to stop; then what came is committed. The clients are left open.
     *
     * @throws KafkaException if it cannot go on with these clients; nothing is lost
     */
    public void run() {
        try {
            begin();
            while (!stopping.getAsBoolean()) {
                turn();
            }
            end();
        } finally {
            ended = true;
            joined = false;
        }
    }

    /** Becomes a member of the group. */
    void begin() {
        transaction.begin();
        consumer.subscribe(topics.sources(), this);
    }

    /** Reads what is there, and commits if it is time to. */
    void turn() {
        awake.seen(nanos.getAsLong());
        Duration unasked = pace.rest(nanos.getAsLong());
        if (!unasked.isZero()) {
            rest.accept(unasked);
        }
        take(consumer.poll(pace.sleep(nanos.getAsLong())));
        awake.seen(nanos.getAsLong());
        startingPoints.find();
        long now = nanos.getAsLong();
        if (pace.due(now)) {
            commit(pace.progressDue(now));
        }
    }

    /** Commits what came. */
    void end() {
        commit(false);
        joined = false;
    }

    private void take(ConsumerRecords<byte[], byte[]> records) {
        long now = clock.millis();
        for (TopicPartition partition : records.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> ofPartition = records.records(partition);
            uncommitted.taken(partition, ofPartition);
            long reached = combining.take(partition.topic(), ofPartition, now);
            units.of(partition)
                    .processed(
                            partition.topic(),
                            ofPartition.get(ofPartition.size() - 1).offset(),
                            reached);
            pace.came(ofPartition.size());
        }
    }

    private void commit(boolean withProgress) {
        long now = clock.millis();
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>(uncommitted.offsets());
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        if (withProgress) {
            records.addAll(progress(now, offsets));
            if (records.isEmpty()) {
                pace.notTold(nanos.getAsLong());
            } else {
                pace.told(nanos.getAsLong());
            }
        }
        if (offsets.isEmpty()) {
            return;
        }
        // What was counted goes before the claim that this was all.
        records.addAll(0, combining.drain(now));
        long begin = nanos.getAsLong();
        ConsumerGroupMetadata group = consumer.groupMetadata();
        // Brokers take offsets of somebody who claims no membership without a look.
        if (group.generationId() >= 0 && transaction.commit(records, offsets, group)) {
            uncommitted.clear();
            units.committed();
            combining.committed(now, meter);
            meter.committed(nanos.getAsLong() - begin);
        } else {
            readAgain(uncommitted.partitions());
            meter.aborted();
        }
        pace.tried(begin);
    }

    /**
     * How far each combiner has come, one copy for each partition of what judges read: everyone has to know of every combiner.
     *
     * @param offsets where the offsets go that are claimed: they are committed with it, so that nobody speaks for a combiner
     *     that has become another's without his knowing
     */
    private List<ProducerRecord<byte[], byte[]>> progress(
            long nowMillis, Map<TopicPartition, OffsetAndMetadata> offsets) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        List<Integer> partitions = sketchPartitions();
        boolean fresh = awake.fresh(nanos.getAsLong());
        for (CombinerProgress progress : units.progress(nowMillis, fresh)) {
            Map<TopicPartition, OffsetAndMetadata> claimed = claimed(progress);
            if (!claimed.isEmpty()) {
                claimed.forEach((partition, next) -> offsets.merge(partition, next, CombineLoop::further));
                byte[] said = SketchCodec.write(progress);
                partitions.forEach(partition ->
                        records.add(new ProducerRecord<>(topics.sketches(), partition, nowMillis, null, said)));
            }
        }
        return records;
    }

    /** Of the same offset that with its epoch, by which brokers notice that records were lost. */
    private static OffsetAndMetadata further(OffsetAndMetadata taken, OffsetAndMetadata claimed) {
        return claimed.offset() > taken.offset() ? claimed : taken;
    }

    private Map<TopicPartition, OffsetAndMetadata> claimed(CombinerProgress progress) {
        Map<TopicPartition, OffsetAndMetadata> claimed = new HashMap<>();
        progress.sourceOffsets().forEach((topic, next) -> {
            TopicPartition partition = new TopicPartition(topic, progress.task());
            if (units.hold(partition) && !startingPoints.wanted(partition)) {
                claimed.put(partition, new OffsetAndMetadata(next));
            }
        });
        return claimed;
    }

    /** None while the brokers do not say. */
    private List<Integer> sketchPartitions() {
        try {
            return producer.partitionsFor(topics.sketches()).stream()
                    .map(PartitionInfo::partition)
                    .toList();
        } catch (TimeoutException unknown) {
            log.warn("How far combining has come cannot be told: {}", unknown.getMessage());
            return List.of();
        }
    }

    /** Forgets what was not committed, of all partitions since their sums are one, and goes back where that is for us to do. */
    private void readAgain(Collection<TopicPartition> ours) {
        for (TopicPartition partition : ours) {
            uncommitted.first(partition).ifPresent(offset -> consumer.seek(partition, offset));
        }
        uncommitted.clear();
        combining.discard();
        units.rewound();
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        units.assigned(partitions);
        startingPoints.assigned(partitions);
        if (!units.isEmpty()) {
            pace.tellAtOnce();
        }
        joined = true;
    }

    /** Whoever reads them next begins where the last transaction ended: so it has to be now. */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        if (!ended) {
            commit(false);
        }
        gone(partitions);
    }

    /** Others read them already: what was not committed of them must not leave any more. */
    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        joined = false;
        List<TopicPartition> ours = uncommitted.partitions().stream()
                .filter(each -> !partitions.contains(each))
                .toList();
        if (!ended) {
            readAgain(ours);
            pace.tried(nanos.getAsLong());
        }
        gone(partitions);
    }

    private void gone(Collection<TopicPartition> partitions) {
        units.gone(partitions);
        startingPoints.gone(partitions);
        if (units.isEmpty()) {
            pace.tellNothing();
        }
    }
}
