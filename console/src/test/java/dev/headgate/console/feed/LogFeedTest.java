package dev.headgate.console.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.console.feed.FeedStatus.State;
import dev.headgate.console.fleet.FleetLog;
import dev.headgate.console.fleet.FleetRecord;
import dev.headgate.console.fleet.FleetSettings;
import dev.headgate.console.model.DecisionFilter;
import dev.headgate.console.model.Page;
import dev.headgate.console.model.Positions;
import dev.headgate.console.model.ReadModel;
import dev.headgate.console.model.RolloutFilter;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One partition of each topic, in a log that a test holds. */
final class LogFeedTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final TopicCatalogue TOPICS = new TopicCatalogue("it.");
    private static final List<String> READ = List.of(
            TopicCatalogue.GATE_POLICIES,
            TopicCatalogue.GATE_ROLLOUTS,
            TopicCatalogue.GATE_COMMANDS,
            TopicCatalogue.GATE_DECISIONS,
            TopicCatalogue.EXECUTIONS,
            TopicCatalogue.GATE_EVALUATIONS);

    private final ReadModel model = ReadModel.inMemory();
    private final FleetLog fleet =
            new FleetLog(FleetSettings.of(5, 3, 1, NOW).points(10).partitions(1));
    private final TestCluster cluster = new TestCluster();
    private Instant time = NOW;
    private FeedProgress progress = new FeedProgress(NOW);

    /** Holds as much more than a consumer may read as the test wants. */
    private static final class TestCluster implements LogCluster {

        private Optional<MockConsumer<byte[], byte[]>> consumer = Optional.empty();
        private long more;
        private String name = "cluster-1";

        private TestCluster of(MockConsumer<byte[], byte[]> reading) {
            consumer = Optional.of(reading);
            return this;
        }

        @Override
        public Map<TopicPartition, Long> written(Collection<TopicPartition> partitions) {
            Map<TopicPartition, Long> written = new HashMap<>();
            consumer.orElseThrow()
                    .endOffsets(partitions)
                    .forEach((partition, end) -> written.put(partition, end + more));
            return written;
        }

        @Override
        public String identity(Collection<String> topics) {
            return name + " " + String.join(" ", topics);
        }

        @Override
        public void close() {}
    }

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void readsALogToItsEnd() {
        MockConsumer<byte[], byte[]> consumer = consumer(fleet.past());

        read(consumer, () -> status().state() == State.CURRENT);

        assertThat(model.rollouts(RolloutFilter.ALL, Page.first(50)).items()).hasSize(7);
        assertThat(model.positions().next().get(new Positions.Place(TopicCatalogue.GATE_DECISIONS, 0)))
                .isEqualTo(count(fleet.past(), TopicCatalogue.GATE_DECISIONS));
        assertThat(status().readShare()).isEqualTo(1);
    }

    @Test
    void goesOnWhereTheReadModelStands() {
        read(consumer(fleet.past()), () -> status().state() == State.CURRENT);
        List<FleetRecord> more = new ArrayList<>(fleet.past());
        more.addAll(fleet.rollBack(fleet.services().get(0), NOW.plusSeconds(1)));
        int before =
                model.decisions(DecisionFilter.ALL, Page.first(1000)).items().size();
        long version = model.version();

        progress = new FeedProgress(time);
        read(consumer(more), () -> status().state() == State.CURRENT);

        assertThat(model.decisions(DecisionFilter.ALL, Page.first(1000)).items())
                .hasSize(before + 1);
        assertThat(model.version()).as("not all of it again").isBetween(version + 1, version + 2);
    }

    @Test
    void readsAnotherLogFromItsBeginning() {
        read(consumer(fleet.past()), () -> status().state() == State.CURRENT);
        FleetLog other = new FleetLog(FleetSettings.of(6, 1, 0, NOW).points(2).partitions(1));

        progress = new FeedProgress(time);
        read(consumer(other.past()), () -> status().state() == State.CURRENT);

        assertThat(model.services()).isEqualTo(other.services());
        assertThat(model.rollouts(RolloutFilter.ALL, Page.first(50)).items())
                .as("and its shadow")
                .hasSize(2);
    }

    @Test
    void forgetsWhatIsOfAnotherClusterAlthoughThatOneIsLonger() {
        FleetLog other = new FleetLog(FleetSettings.of(6, 1, 0, NOW).points(2).partitions(1));
        read(consumer(other.past()), () -> status().state() == State.CURRENT);

        cluster.name = "cluster-2";
        progress = new FeedProgress(time);
        read(consumer(fleet.past()), () -> status().state() == State.CURRENT);

        assertThat(model.services()).containsExactlyInAnyOrderElementsOf(fleet.services());
        assertThat(model.rollouts(RolloutFilter.ALL, Page.first(50)).items())
                .as("all of this one, and none of the other")
                .hasSize(7);
        assertThat(model.readsFrom("another one")).isTrue();
        assertThat(model.positions().next()).isEmpty();
        assertThat(model.readsFrom("another one")).as("the same again").isFalse();
    }

    @Test
    void saysThatTheBrokerIsAwayAndGoesOnWhenItAnswers() {
        MockConsumer<byte[], byte[]> consumer = consumer(fleet.past());
        read(consumer, () -> status().state() == State.CURRENT);

        consumer.setOffsetsException(new TimeoutException("gone"));
        reader(consumer).ask(time);
        FeedStatus away = status();
        assertThat(away.state()).isEqualTo(State.AWAY);

        reader(consumer).ask(time.plusSeconds(5));
        assertThat(status().state()).isEqualTo(State.CURRENT);
    }

    @Test
    void readsEvaluationsAlthoughTheRestOfTheLogGrowsAllTheTime() {
        MockConsumer<byte[], byte[]> consumer = consumer(fleet.past());
        TopicPartition commands = new TopicPartition(TOPICS.name(TopicCatalogue.GATE_COMMANDS), 0);
        Positions.Place evaluations = new Positions.Place(TopicCatalogue.GATE_EVALUATIONS, 0);

        read(consumer, () -> {
            consumer.updateEndOffsets(Map.of(commands, count(fleet.past(), TopicCatalogue.GATE_COMMANDS) + 1));
            return model.positions().next().containsKey(evaluations);
        });

        assertThat(consumer.paused()).isEmpty();
    }

    @Test
    void isNotUpToDateWhileMoreIsWrittenThanCanBeRead() {
        MockConsumer<byte[], byte[]> consumer = consumer(fleet.past());
        read(consumer, () -> status().state() == State.CURRENT);

        cluster.more = 3;
        read(consumer, () -> status().sentence().contains("held back by an open transaction"));

        assertThat(status().state()).isEqualTo(State.READING);
    }

    @Test
    void hasReadWhatWasCommandedLongBeforeAllIsRead() {
        MockConsumer<byte[], byte[]> consumer = consumer(fleet.past());
        assertThat(status().commandsRead()).as("nobody has asked yet").isFalse();
        List<FeedStatus> seen = new ArrayList<>();

        read(consumer, () -> {
            seen.add(status());
            return status().state() == State.CURRENT;
        });

        assertThat(seen.get(0).commandsRead()).isFalse();
        assertThat(seen)
                .anySatisfy(status -> {
                    assertThat(status.state()).isEqualTo(State.READING);
                    assertThat(status.commandsRead()).isTrue();
                })
                .last()
                .satisfies(status -> assertThat(status.commandsRead()).isTrue());
    }

    @Test
    void hasReadWhatWasSaidToExecutorsOnceAllIsRead() {
        MockConsumer<byte[], byte[]> consumer = consumer(fleet.past());
        assertThat(status().wordsRead()).as("nobody has asked yet").isFalse();
        List<FeedStatus> seen = new ArrayList<>();

        read(consumer, () -> {
            seen.add(status());
            return status().state() == State.CURRENT;
        });

        assertThat(seen.get(0).wordsRead()).isFalse();
        assertThat(seen)
                .last()
                .satisfies(status -> assertThat(status.wordsRead()).isTrue());
    }

    @Test
    void hasNotReadWhatWasCommandedInATransactionThatIsOpen() {
        cluster.more = 1;
        MockConsumer<byte[], byte[]> consumer = consumer(fleet.past());

        read(consumer, () -> status().sentence().contains("held back by an open transaction"));

        assertThat(status().commandsRead()).isFalse();
        assertThat(status().wordsRead()).isFalse();
    }

    @Test
    void saysThatItHasStoppedWhenItsThreadHasEnded() {
        LogFeed feed = new LogFeed(
                () -> {
                    throw new AssertionError("no memory is left");
                },
                () -> cluster,
                TOPICS,
                model,
                () -> NOW);

        assertThatThrownBy(feed::run).isInstanceOf(AssertionError.class);

        assertThat(feed.status().state()).isEqualTo(State.STOPPED);
    }

    private FeedStatus status() {
        return progress.status(time, model.unreadable());
    }

    private FeedReader reader(MockConsumer<byte[], byte[]> consumer) {
        return new FeedReader(
                consumer, cluster.of(consumer), TOPICS, model, progress, () -> time = time.plusMillis(500));
    }

    /** Time goes on by half a second whenever somebody looks at it. */
    private void read(MockConsumer<byte[], byte[]> consumer, BooleanSupplier end) {
        int[] polls = {0};
        reader(consumer).readUntil(() -> end.getAsBoolean() || ++polls[0] > 1_000);
        assertThat(end.getAsBoolean()).as(status().sentence()).isTrue();
    }

    private static MockConsumer<byte[], byte[]> consumer(List<FleetRecord> records) {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
        Map<String, Long> next = new HashMap<>();
        for (String topic : READ) {
            String name = TOPICS.name(topic);
            TopicPartition partition = new TopicPartition(name, 0);
            consumer.updatePartitions(name, List.of(new PartitionInfo(name, 0, null, null, null)));
            consumer.updateBeginningOffsets(Map.of(partition, 0L));
            consumer.updateEndOffsets(Map.of(partition, count(records, topic)));
            next.put(topic, 0L);
        }
        consumer.schedulePollTask(() -> add(consumer, records, next, false));
        consumer.schedulePollTask(() -> {});
        consumer.schedulePollTask(() -> {});
        consumer.schedulePollTask(() -> add(consumer, records, next, true));
        return consumer;
    }

    private static void add(
            MockConsumer<byte[], byte[]> consumer,
            List<FleetRecord> records,
            Map<String, Long> next,
            boolean evaluations) {
        for (FleetRecord record : records) {
            if (record.topic().equals(TopicCatalogue.GATE_EVALUATIONS) == evaluations) {
                long offset = next.merge(record.topic(), 1L, Long::sum) - 1;
                TopicPartition partition = new TopicPartition(TOPICS.name(record.topic()), 0);
                if (offset >= consumer.position(partition)) {
                    consumer.addRecord(record(record, partition.topic(), offset));
                }
            }
        }
    }

    private static ConsumerRecord<byte[], byte[]> record(FleetRecord record, String topic, long offset) {
        return new ConsumerRecord<>(
                topic,
                0,
                offset,
                record.at().toEpochMilli(),
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                record.key().getBytes(StandardCharsets.UTF_8),
                record.value().orElse(null),
                record.headers(),
                Optional.empty());
    }

    private static long count(List<FleetRecord> records, String topic) {
        return records.stream().filter(record -> record.topic().equals(topic)).count();
    }
}
