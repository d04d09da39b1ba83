package dev.headgate.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.Test;

/** Whole topics are read in the order of time, up to where they ended, and never for ever. */
class TopicReaderTest {
    private static final String TOPIC = "topic";
    private static final Duration LONG = Duration.ofSeconds(30);

    private final TestedConsumer consumer = TestedConsumer.of(TOPIC, 2);

    @Test
    void readsEverythingThatWasThereInTheOrderOfTime() {
        TopicReader reader = fromBeginning(LONG);
        write(0, 10, "first");
        write(0, 30, "third");
        write(1, 20, "second");

        assertThat(texts(reader.toEnd())).containsExactly("first", "second", "third");
    }

    @Test
    void whatComesLaterIsNotWaitedFor() {
        TopicReader reader = fromBeginning(LONG);
        write(0, 10, "there");

        assertThat(texts(reader.toEnd())).containsExactly("there");
        assertThat(reader.toEnd()).isEmpty();

        write(0, 20, "later");
        assertThat(texts(reader.toEnd())).containsExactly("later");
    }

    @Test
    void anEndThatHoldsNoRecordIsReachedNevertheless() {
        TopicReader reader = fromBeginning(LONG);
        write(0, 10, "committed");
        consumer.nothingAt(TOPIC, 0, 3);

        assertThat(texts(reader.toEnd())).containsExactly("committed");
    }

    @Test
    void givesUpWhenTheBrokerStopsAnsweringMidway() {
        TopicReader reader = fromBeginning(Duration.ofMillis(50));
        write(0, 10, "one");
        consumer.updateEndOffsets(Map.of(new TopicPartition(TOPIC, 0), 3L));

        assertThatThrownBy(reader::toEnd)
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("2 records before the end");
    }

    @Test
    void whatAnOpenTransactionHidesIsWaitedForWhereItCounts() {
        TestedConsumer uncommitted = TestedConsumer.of(TOPIC, 2);
        uncommitted.written(TOPIC, 0, 10, bytes("seen"));
        uncommitted.written(TOPIC, 0, 20, bytes("hidden"));
        TopicReader reader = fromBeginning(Duration.ofMillis(50));
        write(0, 10, "seen");

        assertThatThrownBy(() -> reader.toEndOf(uncommitted))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("1 records before the end");

        write(0, 20, "hidden");
        assertThat(texts(reader.toEndOf(uncommitted))).containsExactly("hidden");
    }

    @Test
    void aStretchOfTimeBeginsAndEndsWhereItsRecordsDo() {
        TopicReader reader = fromBeginning(LONG);
        for (int second = 1; second <= 4; second++) {
            write(0, 1_000L * second, "at " + second);
        }
        write(1, 500, "before");

        assertThat(texts(reader.between(Instant.ofEpochSecond(2), Instant.ofEpochSecond(4))))
                .containsExactly("at 2", "at 3");
    }

    @Test
    void fromTheEndOnlyWhatComesAfterwardsIsRead() {
        write(0, 10, "before");
        TopicReader reader = TopicReader.fromEnd(consumer, List.of(TOPIC), LONG);

        assertThat(reader.poll(Duration.ZERO)).isEmpty();
        write(0, 20, "after");
        assertThat(texts(reader.poll(Duration.ZERO))).containsExactly("after");
    }

    @Test
    void aMissingTopicIsNamedAndNothingStaysOpen() {
        assertThatThrownBy(() -> TopicReader.open(consumer, List.of(TOPIC, "another"), LONG))
                .isInstanceOf(UnknownTopicOrPartitionException.class)
                .hasMessage("there is no topic another");
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void isWokenByAnotherThreadAndClosesItsConsumer() {
        TopicReader reader = fromBeginning(LONG);

        reader.wakeUp();

        assertThatThrownBy(() -> reader.poll(LONG)).isInstanceOf(WakeupException.class);
        reader.close();
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void readsCommittedRecordsAndCommitsNothing() {
        Properties client = new Properties();
        client.setProperty("bootstrap.servers", "127.0.0.1:9");
        client.setProperty("isolation.level", "read_uncommitted");

        assertThat(TopicReader.committedOnly(client))
                .containsEntry("bootstrap.servers", "127.0.0.1:9")
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("enable.auto.commit", "false")
                .containsEntry("allow.auto.create.topics", "false");
    }

    @Test
    void isAsPatientAsKafkasCallsAre() {
        Properties client = new Properties();
        assertThat(TopicReader.patience(client)).isEqualTo(Duration.ofSeconds(60));

        client.setProperty("default.api.timeout.ms", " 1500 ");
        assertThat(TopicReader.patience(client)).isEqualTo(Duration.ofMillis(1_500));
    }

    private TopicReader fromBeginning(Duration patience) {
        return TopicReader.fromBeginning(consumer, List.of(TOPIC), patience);
    }

    private void write(int partition, long timestamp, String text) {
        consumer.written(TOPIC, partition, timestamp, bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> texts(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream()
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }
}
