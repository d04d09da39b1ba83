package dev.headgate.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Partitions are read side by side in the order of time, and no more of them than what was asked for. */
class TopicStretchTest {
    private static final String TOPIC = "topic";

    private final List<TestedConsumer> consumers =
            IntStream.range(0, 2).mapToObj(i -> TestedConsumer.of(TOPIC, 2)).toList();

    @Test
    void givesAllPartitionsRecordsInTheOrderOfTime() {
        write(0, 10, 40);
        write(1, 20, 30, 50);

        assertThat(rest(open(0, Long.MAX_VALUE))).containsExactly(10L, 20L, 30L, 40L, 50L);
    }

    @Test
    void withinAPartitionItsOwnOrderCounts() {
        write(0, 30, 10, 20);

        assertThat(rest(open(0, Long.MAX_VALUE))).containsExactly(30L, 10L, 20L);
    }

    @Test
    void beginsAtItsFirstTimeAndEndsBehindItsLast() {
        write(0, 10, 20, 30);
        write(1, 15, 25, 35);
        TopicStretch stretch = open(15, 30);

        assertThat(stretch.size()).isEqualTo(5);
        assertThat(rest(stretch)).containsExactly(15L, 20L, 25L, 30L);
    }

    @Test
    void closesEveryPartition() {
        open(0, Long.MAX_VALUE).close();

        assertThat(consumers).allMatch(TestedConsumer::closed);
    }

    @Test
    void onePartitionThatCannotBeOpenedLeavesNoneOpen() {
        assertThatThrownBy(() -> new TopicStretch(
                        number -> {
                            if (number == 1) {
                                throw new KafkaException("no answer");
                            }
                            return reader(number);
                        },
                        IntStream.range(0, 2),
                        0,
                        Long.MAX_VALUE))
                .hasMessage("no answer");
        assertThat(consumers.get(0).closed()).isTrue();
    }

    private TopicStretch open(long from, long until) {
        return new TopicStretch(this::reader, IntStream.range(0, 2), from, until);
    }

    private PartitionReader reader(int number) {
        return new PartitionReader(consumers.get(number), new TopicPartition(TOPIC, number), Duration.ofSeconds(30));
    }

    private void write(int partition, long... timestamps) {
        for (long timestamp : timestamps) {
            consumers.get(partition).written(TOPIC, partition, timestamp, new byte[] {1});
        }
    }

    private static List<Long> rest(TopicStretch stretch) {
        List<Long> timestamps = new ArrayList<>();
        for (var next = stretch.next(); next.isPresent(); next = stretch.next()) {
            timestamps.add(next.map(ConsumerRecord::timestamp).orElseThrow());
        }
        return timestamps;
    }
}
