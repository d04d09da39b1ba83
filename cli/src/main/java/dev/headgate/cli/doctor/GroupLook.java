package dev.headgate.cli.doctor;

import dev.headgate.cli.doctor.GroupSeen.Unread;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Looks how far groups of consumers have come. */
final class GroupLook {
    private static final int PARTITIONS = 16;
    private static final Duration LONGEST_READING = Duration.ofSeconds(3);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Admin admin;
    private final Properties client;

    GroupLook(Admin admin, Properties client) {
        this.admin = admin;
        this.client = client;
    }

    /**
     * One group.
     *
     * @throws org.apache.kafka.common.KafkaException if the cluster does not say
     */
    GroupSeen group(String id, String who, boolean needed) {
        Optional<Integer> members = members(id);
        return new GroupSeen(id, who, needed, members, members.isEmpty() ? List.of() : unread(id));
    }

    /** What we may do with a group; empty if it is not there, or not to be seen. */
    Optional<Set<AclOperation>> allowed(String id) {
        try {
            var options = new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true);
            return described(id, options).flatMap(group -> Optional.ofNullable(group.authorizedOperations()));
        } catch (GroupIdNotFoundException | AuthorizationException notSeen) {
            return Optional.empty();
        }
    }

    private Optional<Integer> members(String id) {
        try {
            return described(id, new DescribeConsumerGroupsOptions())
                    .map(group -> group.members().size());
        } catch (GroupIdNotFoundException none) {
            return Optional.empty();
        }
    }

    private Optional<ConsumerGroupDescription> described(String id, DescribeConsumerGroupsOptions options) {
        return Asked.of(admin.describeConsumerGroups(List.of(id), options).all()).values().stream()
                .findFirst();
    }

    private List<Unread> unread(String id) {
        Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
        Asked.of(admin.listConsumerGroupOffsets(id).partitionsToOffsetAndMetadata())
                .forEach((partition, offset) ->
                        Optional.ofNullable(offset).ifPresent(known -> committed.put(partition, known)));
        Map<TopicPartition, Long> ends = ends(committed.keySet());
        Map<TopicPartition, Long> lags = new HashMap<>();
        committed.forEach((partition, offset) -> {
            long lag = ends.getOrDefault(partition, 0L) - offset.offset();
            if (lag > 0) {
                lags.put(partition, lag);
            }
        });
        List<TopicPartition> furthest = lags.entrySet().stream()
                .sorted(Map.Entry.<TopicPartition, Long>comparingByValue().reversed())
                .limit(PARTITIONS)
                .map(Map.Entry::getKey)
                .toList();
        Map<TopicPartition, Duration> ages = ages(furthest, committed, ends);
        return furthest.stream()
                .map(partition -> new Unread(
                        partition.topic(),
                        partition.partition(),
                        lags.getOrDefault(partition, 0L),
                        Optional.ofNullable(ages.get(partition))))
                .sorted(Comparator.comparingLong(Unread::records).reversed())
                .toList();
    }

    private Map<TopicPartition, Long> ends(Set<TopicPartition> partitions) {
        Map<TopicPartition, OffsetSpec> latest =
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        Asked.of(admin.listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                        .all())
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    /** How old the first record is that was not read; ends of transactions take room and are no records. */
    private Map<TopicPartition, Duration> ages(
            List<TopicPartition> partitions,
            Map<TopicPartition, OffsetAndMetadata> committed,
            Map<TopicPartition, Long> ends) {
        if (partitions.isEmpty()) {
            return Map.of();
        }
        Map<TopicPartition, Duration> ages = new HashMap<>();
        Properties properties = new Properties();
        properties.putAll(client);
        properties.setProperty("isolation.level", "read_committed");
        properties.setProperty("allow.auto.create.topics", "false");
        properties.setProperty("enable.auto.commit", "false");
        properties.setProperty("auto.offset.reset", "earliest");
        properties.setProperty("max.partition.fetch.bytes", "65536");
        try (var consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            partitions.forEach(partition -> Optional.ofNullable(committed.get(partition))
                    .ifPresent(offset -> consumer.seek(partition, offset.offset())));
            Set<TopicPartition> waiting = new HashSet<>(partitions);
            long begun = System.nanoTime();
            while (!waiting.isEmpty() && System.nanoTime() - begun < LONGEST_READING.toNanos()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                    if (waiting.remove(partition)) {
                        ages.put(partition, Duration.between(Instant.ofEpochMilli(record.timestamp()), Instant.now()));
                    }
                }
                waiting.removeIf(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
                List<TopicPartition> done = new ArrayList<>(partitions);
                done.removeAll(waiting);
                consumer.pause(done);
            }
        }
        return ages;
    }
}
