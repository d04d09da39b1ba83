package dev.headgate.benchmarks.throughput;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** How far a group has come in a topic, by the offsets that it committed. */
final class Positions {

    private static final Duration LOOK = Duration.ofMillis(20);

    /** A transaction's marker is the last of its records, and some count it while others do not. */
    private static final long MARKER = 1;

    private final Admin admin;

    Positions(Admin admin) {
        this.admin = admin;
    }

    /** Where each partition of a topic ends now. */
    Map<TopicPartition, Long> ends(String topic, int partitions) throws InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        return await(admin.listOffsets(asked).all()).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, end -> end.getValue().offset()));
    }

    /**
     * Waits until a group has committed up to those ends.
     *
     * @param alive whether it is still worth waiting
     * @throws IllegalStateException if it is not there in time; the message says how far it came
     */
    void awaitCommitted(String group, Map<TopicPartition, Long> ends, Duration atMost, BooleanSupplier alive)
            throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        long missing = missing(group, ends);
        while (missing > 0) {
            if (!alive.getAsBoolean()) {
                throw new IllegalStateException(
                        "the process of " + group + " ended, " + missing + " records short of the end");
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "%s is %d records short of the end after %d s".formatted(group, missing, atMost.toSeconds()));
            }
            TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
            missing = missing(group, ends);
        }
    }

    private long missing(String group, Map<TopicPartition, Long> ends) throws InterruptedException {
        var asked = Map.of(group, new ListConsumerGroupOffsetsSpec().topicPartitions(ends.keySet()));
        Map<TopicPartition, OffsetAndMetadata> committed =
                await(admin.listConsumerGroupOffsets(asked).partitionsToOffsetAndMetadata(group));
        long missing = 0;
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            OffsetAndMetadata at = committed.get(end.getKey());
            missing += Math.max(0, end.getValue() - MARKER - (at == null ? 0 : at.offset()));
        }
        return missing;
    }

    private static <T> T await(KafkaFuture<T> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the broker could not be asked", failed);
        }
    }
}
