package dev.headgate.console.feed;

import dev.headgate.console.model.LogRecord;
import dev.headgate.console.model.Positions;
import dev.headgate.console.model.Positions.Place;
import dev.headgate.console.model.ReadModel;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads with one consumer, from where the read model stands. Of a log that was not read yet evaluations come last: they are most
 * of it, and say least of what was decided. Not thread-safe.
 */
final class FeedReader {

    private static final Logger log = LoggerFactory.getLogger(FeedReader.class);

    private static final List<String> READ = List.of(
            TopicCatalogue.GATE_POLICIES,
            TopicCatalogue.GATE_ROLLOUTS,
            TopicCatalogue.GATE_COMMANDS,
            TopicCatalogue.GATE_DECISIONS,
            TopicCatalogue.EXECUTIONS,
            TopicCatalogue.GATE_EVALUATIONS);

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration ASK = Duration.ofSeconds(1);
    private static final Duration TIDY = Duration.ofHours(1);

    private final Consumer<byte[], byte[]> consumer;
    private final LogCluster cluster;
    private final TopicCatalogue topics;
    private final ReadModel model;
    private final FeedProgress progress;
    private final Supplier<Instant> now;
    private final Map<String, String> shortNames;
    private List<TopicPartition> partitions = List.of();
    private Map<TopicPartition, Long> begins = Map.of();
    private Map<TopicPartition, Long> firstEnds = Map.of();
    private boolean evaluationsWait;

    FeedReader(
            Consumer<byte[], byte[]> consumer,
            LogCluster cluster,
            TopicCatalogue topics,
            ReadModel model,
            FeedProgress progress,
            Supplier<Instant> now) {
        this.consumer = consumer;
        this.cluster = cluster;
        this.topics = topics;
        this.model = model;
        this.progress = progress;
        this.now = now;
        shortNames = READ.stream().collect(Collectors.toMap(topics::name, name -> name));
    }

    /**
     * Reads until it is told to end.
     *
     * @throws org.apache.kafka.common.KafkaException if it cannot go on
     */
    void readUntil(BooleanSupplier end) {
        begin();
        Instant asked = Instant.EPOCH;
        Instant tidied = Instant.EPOCH;
        while (!end.getAsBoolean()) {
            try {
                take(consumer.poll(POLL));
            } catch (OffsetOutOfRangeException e) {
                begin();
            }
            Instant at = now.get();
            if (!at.isBefore(asked.plus(ASK))) {
                ask(at);
                asked = at;
            }
            if (!at.isBefore(tidied.plus(TIDY))) {
                boolean more = model.removeOutdated(at);
                tidied = more ? tidied : at;
            }
        }
    }

    private void begin() {
        partitions = READ.stream().flatMap(name -> partitions(name).stream()).toList();
        if (model.readsFrom(cluster.identity(READ.stream().map(topics::name).toList()))) {
            log.warn(
                    "What was read before is of another cluster, or of topics that were made anew: the log is read from its"
                            + " beginning");
        }
        consumer.assign(partitions);
        begins = consumer.beginningOffsets(partitions, PATIENCE);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
        firstEnds = ends;
        Map<TopicPartition, Long> positions = positions(ends);
        positions.forEach(consumer::seek);
        List<TopicPartition> evaluations = of(TopicCatalogue.GATE_EVALUATIONS);
        evaluationsWait = partitions.stream()
                .filter(partition -> !evaluations.contains(partition))
                .anyMatch(partition -> positions.getOrDefault(partition, 0L) < ends.getOrDefault(partition, 0L));
        if (evaluationsWait) {
            consumer.pause(evaluations);
        } else {
            consumer.resume(consumer.paused());
        }
        List<TopicPartition> words = Stream.of(TopicCatalogue.GATE_DECISIONS, TopicCatalogue.EXECUTIONS)
                .flatMap(name -> of(name).stream())
                .toList();
        progress.begins(cluster.written(of(TopicCatalogue.GATE_COMMANDS)), cluster.written(words));
        progress.answered(begins, ends, positions, now.get());
    }

    private List<TopicPartition> of(String shortName) {
        return partitions.stream()
                .filter(partition -> partition.topic().equals(topics.name(shortName)))
                .toList();
    }

    /** From where to read: where the read model stands, or the log's beginning where that is later. */
    private Map<TopicPartition, Long> positions(Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> positions = new HashMap<>();
        Positions read = model.positions();
        for (TopicPartition partition : partitions) {
            long begin = begins.getOrDefault(partition, 0L);
            long stands = read.next().getOrDefault(place(partition), 0L);
            if (stands > ends.getOrDefault(partition, 0L)) {
                log.warn(
                        "{} ends before what was read of it: it is another log, and is read from its beginning",
                        partition);
                model.clear();
                return begins;
            }
            positions.put(partition, Math.max(begin, stands));
        }
        return positions;
    }

    private List<TopicPartition> partitions(String shortName) {
        String topic = topics.name(shortName);
        List<PartitionInfo> found = consumer.partitionsFor(topic, PATIENCE);
        if (found == null || found.isEmpty()) {
            throw new UnknownTopicOrPartitionException(
                    "there is no topic " + topic + "; make it with \"headgate topics create\"");
        }
        return found.stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    private void take(ConsumerRecords<byte[], byte[]> records) {
        if (records.isEmpty()) {
            return;
        }
        List<LogRecord> batch = new ArrayList<>(records.count());
        Instant newest = Instant.EPOCH;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            LogRecord taken = record(record);
            batch.add(taken);
            newest = newest.isBefore(taken.timestamp()) ? taken.timestamp() : newest;
        }
        Map<Place, Long> next = new HashMap<>();
        records.partitions().forEach(partition -> next.put(place(partition), consumer.position(partition)));
        model.apply(batch, new Positions(next));
        progress.read(positions(), newest);
    }

    /** Asks the broker where the log ends, which tells too whether it answers. */
    void ask(Instant at) {
        try {
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
            Map<TopicPartition, Long> positions = positions();
            progress.answered(begins, ends, positions, at);
            progress.written(ends, cluster.written(partitions), at);
            if (evaluationsWait && allRead(firstEnds, positions)) {
                evaluationsWait = false;
                consumer.resume(consumer.paused());
            }
        } catch (TimeoutException e) {
            progress.failed("the broker does not answer");
        }
    }

    /** Of a log that is written all the time everything is never read. */
    private boolean allRead(Map<TopicPartition, Long> ends, Map<TopicPartition, Long> positions) {
        return partitions.stream()
                .filter(partition -> !consumer.paused().contains(partition))
                .allMatch(partition -> positions.getOrDefault(partition, 0L) >= ends.getOrDefault(partition, 0L));
    }

    private Map<TopicPartition, Long> positions() {
        return partitions.stream()
                .collect(Collectors.toMap(partition -> partition, partition -> consumer.position(partition, PATIENCE)));
    }

    private Place place(TopicPartition partition) {
        return new Place(shortNames.getOrDefault(partition.topic(), partition.topic()), partition.partition());
    }

    private LogRecord record(ConsumerRecord<byte[], byte[]> record) {
        return new LogRecord(
                shortNames.getOrDefault(record.topic(), record.topic()),
                record.partition(),
                record.offset(),
                Instant.ofEpochMilli(record.timestamp()),
                Optional.ofNullable(record.key()).map(key -> new String(key, StandardCharsets.UTF_8)),
                Optional.ofNullable(record.value()),
                record.headers());
    }
}
