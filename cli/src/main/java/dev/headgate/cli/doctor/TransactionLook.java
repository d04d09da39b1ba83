package dev.headgate.cli.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Looks for transactions that are open: where records are written and not yet readable. */
final class TransactionLook {
    private final Admin admin;

    TransactionLook(Admin admin) {
        this.admin = admin;
    }

    /**
     * All that are open in these topics.
     *
     * @throws KafkaException if the cluster does not say
     */
    List<TransactionSeen> open(Collection<TopicSeen> topics, Instant now) {
        Map<TopicPartition, OffsetSpec> latest = topics.stream()
                .filter(topic -> topic.leaderless() == 0)
                .flatMap(topic -> IntStream.range(0, topic.partitions())
                        .mapToObj(partition -> new TopicPartition(topic.name(), partition)))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        Map<TopicPartition, Long> written = offsets(latest, IsolationLevel.READ_UNCOMMITTED);
        Map<TopicPartition, Long> readable = offsets(latest, IsolationLevel.READ_COMMITTED);
        Map<TopicPartition, Long> heldBack = new HashMap<>();
        written.forEach((partition, end) -> {
            long more = end - readable.getOrDefault(partition, end);
            if (more > 0) {
                heldBack.put(partition, more);
            }
        });
        return heldBack.isEmpty() ? List.of() : open(heldBack, now);
    }

    private Map<TopicPartition, Long> offsets(Map<TopicPartition, OffsetSpec> latest, IsolationLevel isolation) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        Asked.of(admin.listOffsets(latest, new ListOffsetsOptions(isolation)).all())
                .forEach((partition, offset) -> offsets.put(partition, offset.offset()));
        return offsets;
    }

    private List<TransactionSeen> open(Map<TopicPartition, Long> heldBack, Instant now) {
        var producers = admin.describeProducers(heldBack.keySet());
        List<TransactionSeen> open = new ArrayList<>();
        Map<Long, TransactionListing> owners = new HashMap<>();
        heldBack.forEach((partition, records) -> {
            for (ProducerState state :
                    Asked.of(producers.partitionResult(partition)).activeProducers()) {
                if (state.currentTransactionStartOffset().isPresent()) {
                    open.add(seen(partition, records, state, now));
                }
            }
        });
        owners(open.stream().map(TransactionSeen::producerId).collect(Collectors.toCollection(TreeSet::new)))
                .forEach(owner -> owners.put(owner.producerId(), owner));
        return open.stream().map(each -> owned(each, owners, now)).toList();
    }

    private static TransactionSeen seen(TopicPartition partition, long records, ProducerState state, Instant now) {
        return new TransactionSeen(
                partition.topic(),
                partition.partition(),
                records,
                state.currentTransactionStartOffset().orElse(0),
                state.producerId(),
                Duration.between(Instant.ofEpochMilli(state.lastTimestamp()), now),
                Optional.empty(),
                Optional.empty());
    }

    private Collection<TransactionListing> owners(Set<Long> producers) {
        return producers.isEmpty()
                ? List.of()
                : Asked.of(admin.listTransactions(new ListTransactionsOptions().filterProducerIds(producers))
                        .all());
    }

    private TransactionSeen owned(TransactionSeen open, Map<Long, TransactionListing> owners, Instant now) {
        TransactionListing owner = owners.get(open.producerId());
        if (owner == null) {
            return open;
        }
        Optional<TransactionDescription> described = described(owner.transactionalId());
        Duration age = described
                .map(TransactionDescription::transactionStartTimeMs)
                .filter(start -> start.isPresent())
                .map(start -> Duration.between(Instant.ofEpochMilli(start.getAsLong()), now))
                .orElse(open.age());
        return new TransactionSeen(
                open.topic(),
                open.partition(),
                open.heldBack(),
                open.startOffset(),
                open.producerId(),
                age,
                Optional.of(owner.transactionalId()),
                described.map(each -> Duration.ofMillis(each.transactionTimeoutMs())));
    }

    private Optional<TransactionDescription> described(String transactionalId) {
        try {
            return Optional.of(Asked.of(
                    admin.describeTransactions(List.of(transactionalId)).description(transactionalId)));
        } catch (KafkaException notTold) {
            return Optional.empty();
        }
    }
}
