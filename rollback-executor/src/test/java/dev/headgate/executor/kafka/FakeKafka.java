package dev.headgate.executor.kafka;

import dev.headgate.executor.journal.JournalCodec;
import dev.headgate.executor.journal.JournalEntry;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A cluster of Kafka's own mock clients with one partition per topic: what one membership's producer has committed, the
 * next one's journal reader finds.
 */
final class FakeKafka implements Clients {

    static final ExecutorTopics TOPICS = ExecutorTopics.of(new TopicCatalogue("t."));
    static final TopicPartition DECISIONS = new TopicPartition(TOPICS.decisions(), 0);

    private final SigningKey key;
    private final List<ConsumerRecord<byte[], byte[]>> decisions = new ArrayList<>();
    private final List<ProducerRecord<byte[], byte[]>> committed = new CopyOnWriteArrayList<>();
    final List<MockConsumer<byte[], byte[]>> members = new CopyOnWriteArrayList<>();
    final List<MockProducer<byte[], byte[]>> producers = new CopyOnWriteArrayList<>();
    volatile RuntimeException failNextCommit;
    volatile int partitionsOfJournal = 1;
    /** The broker knows nothing of the first member any more. An empty commit does not reach it and says nothing. */
    volatile boolean firstMemberIsForgotten;

    /** The executor has no right to the topic of dead letters. */
    volatile boolean deadLettersForbidden;

    private long offset;

    FakeKafka(SigningKey key) {
        this.key = key;
    }

    @Override
    public synchronized Consumer<byte[], byte[]> member() {
        boolean first = members.isEmpty();
        MockConsumer<byte[], byte[]> member = new MockConsumer<>("earliest") {
            @Override
            public synchronized List<PartitionInfo> partitionsFor(String topic, Duration timeout) {
                if (deadLettersForbidden && topic.equals(TOPICS.deadLetters())) {
                    throw new TopicAuthorizationException(topic);
                }
                return super.partitionsFor(topic, timeout);
            }

            @Override
            public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
                if (first && firstMemberIsForgotten && !offsets.isEmpty()) {
                    throw new CommitFailedException("the member is not known");
                }
                super.commitSync(offsets, timeout);
            }
        };
        member.updatePartitions(TOPICS.decisions(), partitions(TOPICS.decisions(), 1));
        member.updatePartitions(TOPICS.executions(), partitions(TOPICS.executions(), 1));
        member.updatePartitions(TOPICS.deadLetters(), partitions(TOPICS.deadLetters(), 1));
        member.updatePartitions(TOPICS.journal(), partitions(TOPICS.journal(), partitionsOfJournal));
        member.updateBeginningOffsets(Map.of(DECISIONS, 0L));
        member.updateEndOffsets(Map.of(DECISIONS, (long) decisions.size()));
        long committedOffset = offset;
        member.schedulePollTask(() -> {
            member.rebalance(List.of(DECISIONS));
            member.commitSync(Map.of(DECISIONS, new OffsetAndMetadata(committedOffset)));
            decisions.stream().filter(one -> one.offset() >= committedOffset).forEach(member::addRecord);
        });
        members.add(member);
        return member;
    }

    @Override
    public synchronized Consumer<byte[], byte[]> reader(String isolation) {
        TopicPartition journal = new TopicPartition(TOPICS.journal(), 0);
        List<ProducerRecord<byte[], byte[]>> entries = committed(TOPICS.journal());
        MockConsumer<byte[], byte[]> reader = new MockConsumer<>("earliest");
        reader.updateBeginningOffsets(Map.of(journal, 0L));
        reader.updateEndOffsets(Map.of(journal, (long) entries.size()));
        reader.schedulePollTask(() -> {
            for (int i = 0; i < entries.size(); i++) {
                reader.addRecord(new ConsumerRecord<>(
                        TOPICS.journal(),
                        0,
                        i,
                        entries.get(i).key(),
                        entries.get(i).value()));
            }
        });
        return reader;
    }

    @Override
    public synchronized Producer<byte[], byte[]> owner(int partition) {
        MockProducer<byte[], byte[]> producer =
                new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
                    private int taken;
                    private boolean failed;

                    @Override
                    public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> message) {
                        if (deadLettersForbidden && message.topic().equals(TOPICS.deadLetters())) {
                            failed = true;
                            return CompletableFuture.failedFuture(new TopicAuthorizationException(message.topic()));
                        }
                        return super.send(message);
                    }

                    @Override
                    public void abortTransaction() {
                        failed = false;
                        super.abortTransaction();
                    }

                    @Override
                    public void commitTransaction() {
                        if (failed) {
                            throw new KafkaException("the transaction is in an error state");
                        }
                        RuntimeException failure = failNextCommit;
                        failNextCommit = null;
                        if (failure != null) {
                            throw failure;
                        }
                        super.commitTransaction();
                        committed.addAll(history().subList(taken, history().size()));
                        taken = history().size();
                        consumerGroupOffsetsHistory().stream()
                                .flatMap(groups -> groups.values().stream())
                                .flatMap(offsets -> offsets.values().stream())
                                .forEach(one -> offset = Math.max(offset, one.offset()));
                    }
                };
        producers.add(producer);
        return producer;
    }

    /** The latest member loses its partition to another in good order. */
    synchronized void revoke() {
        MockConsumer<byte[], byte[]> member = members.get(members.size() - 1);
        member.schedulePollTask(() -> member.rebalance(List.of()));
    }

    synchronized void append(Decision decision) {
        byte[] value = new JsonCodec().write(decision);
        RecordHeaders headers = new RecordHeaders();
        key.sign(value, headers);
        append(decision.service().getBytes(StandardCharsets.UTF_8), value, headers);
    }

    synchronized void append(byte[] recordKey, byte[] value, RecordHeaders headers) {
        var message = new ConsumerRecord<>(
                TOPICS.decisions(),
                0,
                decisions.size(),
                System.currentTimeMillis(),
                TimestampType.LOG_APPEND_TIME,
                recordKey.length,
                value.length,
                recordKey,
                value,
                headers,
                Optional.empty());
        decisions.add(message);
        if (!members.isEmpty()) {
            MockConsumer<byte[], byte[]> member = members.get(members.size() - 1);
            member.schedulePollTask(() -> member.addRecord(message));
        }
    }

    /** Something in the journal that no executor of this release has written. */
    void appendToJournal(String recordKey, byte[] value) {
        committed.add(new ProducerRecord<>(TOPICS.journal(), 0, recordKey.getBytes(StandardCharsets.UTF_8), value));
    }

    List<Execution> executions() {
        return committed(TOPICS.executions()).stream()
                .map(one -> new JsonCodec().readExecution(one.value()))
                .toList();
    }

    List<DeadLetter> deadLetters() {
        return committed(TOPICS.deadLetters()).stream()
                .map(one -> DeadLetterHeaders.read(one.headers()))
                .toList();
    }

    List<byte[]> deadLetterValues() {
        return committed(TOPICS.deadLetters()).stream()
                .map(ProducerRecord::value)
                .toList();
    }

    /** Keys that were struck out of the journal. */
    List<String> forgotten() {
        return committed(TOPICS.journal()).stream()
                .filter(one -> one.value() == null)
                .map(one -> new String(one.key(), StandardCharsets.UTF_8))
                .toList();
    }

    Map<String, JournalEntry> journal() {
        Map<String, JournalEntry> entries = new HashMap<>();
        committed(TOPICS.journal()).stream()
                .filter(one -> one.value() != null)
                .map(one -> new JournalCodec().read(one.value()))
                .forEach(entry -> entries.put(entry.key(), entry));
        return entries;
    }

    private List<ProducerRecord<byte[], byte[]>> committed(String topic) {
        return committed.stream().filter(one -> one.topic().equals(topic)).toList();
    }

    private static List<PartitionInfo> partitions(String topic, int count) {
        List<PartitionInfo> partitions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            partitions.add(new PartitionInfo(topic, i, Node.noNode(), new Node[0], new Node[0]));
        }
        return partitions;
    }
}
