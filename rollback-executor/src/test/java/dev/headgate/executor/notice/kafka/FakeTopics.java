package dev.headgate.executor.notice.kafka;

import dev.headgate.executor.kafka.ExecutorTopics;
import dev.headgate.schemas.codec.DeadLetterHeaders;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.DeadLetter;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.signing.SigningKey;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Decisions and executions of one partition each on Kafka's mock clients; offsets and their metadata outlive members. */
final class FakeTopics implements NoticeClients {

    static final ExecutorTopics TOPICS = ExecutorTopics.of(new TopicCatalogue("t."));
    static final TopicPartition DECISIONS = new TopicPartition(TOPICS.decisions(), 0);
    static final TopicPartition EXECUTIONS = new TopicPartition(TOPICS.executions(), 0);

    private final SigningKey key;
    private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> logs = new HashMap<>();
    private final Map<String, Map<TopicPartition, OffsetAndMetadata>> committed = new ConcurrentHashMap<>();
    private final Map<String, MockConsumer<byte[], byte[]>> members = new ConcurrentHashMap<>();
    private final MockProducer<byte[], byte[]> letters =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

    /** Offsets cannot be committed. */
    volatile boolean commitsFail;

    FakeTopics(SigningKey key) {
        this.key = key;
        logs.put(DECISIONS, new ArrayList<>());
        logs.put(EXECUTIONS, new ArrayList<>());
    }

    @Override
    public synchronized Consumer<byte[], byte[]> ofChannel(String channel) {
        MockConsumer<byte[], byte[]> member = new MockConsumer<>("earliest") {
            @Override
            public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
                ConsumerRecords<byte[], byte[]> found = super.poll(timeout);
                if (found.isEmpty()) {
                    LockSupport.parkNanos(2_000_000);
                }
                return found;
            }

            @Override
            public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
                    Map<TopicPartition, Long> times, Duration patience) {
                Map<TopicPartition, OffsetAndTimestamp> offsets = new HashMap<>();
                times.forEach((partition, time) -> offsets.put(
                        partition,
                        logs.get(partition).stream()
                                .filter(one -> one.timestamp() >= time)
                                .findFirst()
                                .map(one -> new OffsetAndTimestamp(one.offset(), one.timestamp()))
                                .orElse(null)));
                return offsets;
            }

            @Override
            public synchronized Map<TopicPartition, OffsetAndMetadata> committed(
                    Set<TopicPartition> partitions, Duration patience) {
                return Map.copyOf(committed.getOrDefault(channel, Map.of()));
            }

            @Override
            public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration patience) {
                if (commitsFail) {
                    throw new TimeoutException("nobody answers");
                }
                committed
                        .computeIfAbsent(channel, name -> new ConcurrentHashMap<>())
                        .putAll(offsets);
            }
        };
        logs.keySet()
                .forEach(partition -> member.updatePartitions(
                        partition.topic(),
                        List.of(new PartitionInfo(partition.topic(), 0, Node.noNode(), new Node[0], new Node[0]))));
        logs.keySet().forEach(partition -> member.updateBeginningOffsets(Map.of(partition, 0L)));
        logs.forEach((partition, log) -> member.updateEndOffsets(Map.of(partition, (long) log.size())));
        List<ConsumerRecord<byte[], byte[]>> there =
                logs.values().stream().flatMap(List::stream).toList();
        member.schedulePollTask(() -> {
            member.rebalance(List.of(DECISIONS, EXECUTIONS));
            there.forEach(member::addRecord);
        });
        members.put(channel, member);
        return member;
    }

    @Override
    public Producer<byte[], byte[]> ofDeadLetters() {
        return letters;
    }

    /** What a channel's group has committed of the decisions. */
    Optional<OffsetAndMetadata> committed(String channel) {
        return Optional.ofNullable(committed.getOrDefault(channel, Map.of()).get(DECISIONS));
    }

    /** A channel's partitions are taken away and given back. */
    void rebalance(String channel) {
        MockConsumer<byte[], byte[]> member = members.get(channel);
        List<ConsumerRecord<byte[], byte[]>> there;
        synchronized (this) {
            there = logs.values().stream().flatMap(List::stream).toList();
        }
        member.schedulePollTask(() -> {
            member.rebalance(List.of());
            member.rebalance(List.of(DECISIONS, EXECUTIONS));
            there.forEach(member::addRecord);
        });
    }

    void append(Decision decision) {
        append(decision, key);
    }

    void append(Decision decision, SigningKey signer) {
        byte[] value = new JsonCodec().write(decision);
        RecordHeaders headers = new RecordHeaders();
        signer.sign(value, headers);
        append(DECISIONS, decision.service(), value, headers);
    }

    void append(Execution execution) {
        append(EXECUTIONS, execution.service(), new JsonCodec().write(execution), new RecordHeaders());
    }

    private synchronized void append(TopicPartition partition, String service, byte[] value, RecordHeaders headers) {
        byte[] recordKey = service.getBytes(StandardCharsets.UTF_8);
        List<ConsumerRecord<byte[], byte[]>> log = logs.get(partition);
        var message = new ConsumerRecord<>(
                partition.topic(),
                0,
                log.size(),
                System.currentTimeMillis(),
                TimestampType.LOG_APPEND_TIME,
                recordKey.length,
                value.length,
                recordKey,
                value,
                headers,
                Optional.empty());
        log.add(message);
        members.values()
                .forEach(member -> member.schedulePollTask(() -> {
                    if (!member.closed()) {
                        member.addRecord(message);
                    }
                }));
    }

    List<DeadLetter> deadLetters() {
        return letters.history().stream()
                .map(one -> DeadLetterHeaders.read(one.headers()))
                .toList();
    }
}
