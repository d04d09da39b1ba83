package dev.headgate.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** One partition is read in its order up to where it ended when it was opened. */
class PartitionReaderTest {
    private static final String TOPIC = "topic";
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

    private final TestedConsumer consumer = TestedConsumer.of(TOPIC, 1);

    @Test
    void readsInOrderAndPeekingTakesNothingAway() {
        write(3);
        try (PartitionReader reader = open()) {
            assertThat(reader.peek()).isEqualTo(reader.peek());
            assertThat(rest(reader)).containsExactly(0L, 1L, 2L);
            assertThat(reader.peek()).isEmpty();
        }
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void whatIsWrittenAfterItWasOpenedIsNotRead() {
        write(2);
        PartitionReader reader = open();
        write(2);

        assertThat(reader.end()).isEqualTo(2);
        assertThat(rest(reader)).containsExactly(0L, 1L);
    }

    @Test
    void whatWasAbortedIsPassedOver() {
        write(1);
        consumer.nothingAt(TOPIC, 0, 5);
        write(1);

        assertThat(rest(open())).containsExactly(0L, 6L);
    }

    @Test
    void saysHowManyRecordsMayCome() {
        write(3);
        PartitionReader reader = open();

        assertThat(reader.left()).isEqualTo(3);
        reader.peek();
        assertThat(reader.left()).isEqualTo(3);
        reader.skip();
        reader.peek();
        assertThat(reader.left()).isEqualTo(2);
    }

    @Test
    void beginsWhereTheOldestRecordIsThatIsRetained() {
        consumer.nothingAt(TOPIC, 0, 4);
        consumer.updateBeginningOffsets(Map.of(PARTITION, 4L));
        write(2);
        PartitionReader reader = open();

        assertThat(reader.beginning()).isEqualTo(4);
        assertThat(rest(reader)).containsExactly(4L, 5L);
    }

    @Test
    void goesToAnOffsetButNeverBeyondWhatThereIs() {
        write(3);
        PartitionReader reader = open();

        reader.seek(2);
        assertThat(reader.left()).isEqualTo(1);
        reader.seek(99);
        assertThat(reader.peek()).isEmpty();
        reader.seek(-1);
        assertThat(reader.left()).isEqualTo(3);
    }

    @Test
    void goesToATimeOrToTheEndIfNothingIsSoLate() {
        write(3);
        PartitionReader reader = open();

        reader.seekToTime(1_001);
        assertThat(reader.left()).isEqualTo(2);
        reader.seekToTime(5_000);
        assertThat(reader.peek()).isEmpty();
    }

    @Test
    void givesUpWhenNothingComes() {
        consumer.updateEndOffsets(Map.of(PARTITION, 7L));
        PartitionReader reader = new PartitionReader(consumer, PARTITION, Duration.ofMillis(50));

        assertThatThrownBy(reader::peek)
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("nothing came of topic-0", "7 records before the end");
    }

    private PartitionReader open() {
        return new PartitionReader(consumer, PARTITION, Duration.ofSeconds(30));
    }

    private void write(int records) {
        for (int i = 0; i < records; i++) {
            consumer.written(TOPIC, 0, 1_000 + i, new byte[] {1});
        }
    }

    private static List<Long> rest(PartitionReader reader) {
        List<Long> offsets = new ArrayList<>();
        for (var next = reader.peek(); next.isPresent(); next = reader.peek()) {
            offsets.add(next.map(ConsumerRecord::offset).orElseThrow());
            reader.skip();
        }
        return offsets;
    }
}
