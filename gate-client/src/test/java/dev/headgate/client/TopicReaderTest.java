package dev.headgate.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class TopicReaderTest {
    private static final TopicPartition PARTITION = new TopicPartition("topic", 0);

    @Test
    void readsEverythingThatWasThere() {
        try (MockConsumer<byte[], byte[]> consumer = ofThreeRecords()) {
            write(consumer, 0);
            write(consumer, 1);
            write(consumer, 2);

            assertThat(new TopicReader(consumer, Duration.ofSeconds(30)).toEnd())
                    .extracting(ConsumerRecord::offset)
                    .containsExactly(0L, 1L, 2L);
        }
    }

    @Test
    void givesUpWhenTheBrokerStopsAnsweringMidway() {
        try (MockConsumer<byte[], byte[]> consumer = ofThreeRecords()) {
            write(consumer, 0);
            TopicReader reader = new TopicReader(consumer, Duration.ofMillis(50));

            assertThatThrownBy(reader::toEnd)
                    .isInstanceOf(TimeoutException.class)
                    .hasMessageContaining("2 records before the end");
        }
    }

    private static MockConsumer<byte[], byte[]> ofThreeRecords() {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
        consumer.assign(List.of(PARTITION));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, 3L));
        consumer.seekToBeginning(List.of(PARTITION));
        return consumer;
    }

    private static void write(MockConsumer<byte[], byte[]> consumer, long offset) {
        consumer.addRecord(new ConsumerRecord<>(PARTITION.topic(), PARTITION.partition(), offset, null, new byte[0]));
    }
}
