package dev.headgate.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.cli.doctor.Finding.Level;
import dev.headgate.schemas.topics.TopicCatalogue;
import dev.headgate.schemas.topics.TopicSizing;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicChecksTest {
    private static final String PREFIX = "it.";

    private final Map<String, TopicSeen> seen = wholesome();

    @Test
    void whatTheCatalogueMakesIsGood() {
        assertThat(TopicChecks.of(PREFIX, seen))
                .containsExactly(
                        Finding.good("topics", "all 13 are there, cut alike and kept as the catalogue wants it"));
    }

    @Test
    void telemetryMayHaveAsManyPartitionsAsItLikes() {
        change("telemetry.requests", topic -> with(topic, 24));

        assertThat(levels()).containsExactly(Level.GOOD);
    }

    @Test
    void aMissingTopicIsNamedWithTheCommandThatMakesIt() {
        seen.remove("it.gate.rollouts");

        assertThat(TopicChecks.of(PREFIX, seen)).singleElement().satisfies(finding -> {
            assertThat(finding.level()).isEqualTo(Level.WRONG);
            assertThat(finding.sentence()).contains("it.gate.rollouts");
            assertThat(finding.remedy()).contains("headgate topics create --partitions 8");
        });
    }

    @Test
    void withoutAnyTopicThePrefixIsDoubted() {
        assertThat(TopicChecks.of("nowhere.", Map.of()).get(0).remedy()).contains("--topic-prefix");
    }

    @Test
    void aPartitionCountThatDiffersIsNamedAndTheOthersToo() {
        change("gate.decisions", topic -> with(topic, 3));

        assertThat(TopicChecks.of(PREFIX, seen)).singleElement().satisfies(finding -> {
            assertThat(finding.level()).isEqualTo(Level.WRONG);
            assertThat(finding.sentence()).contains("it.gate.decisions has 3, the others have 8");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "gate.rollouts, cleanup.policy, delete, WRONG",
        "gate.decisions, cleanup.policy, compact, WRONG",
        "gate.decisions, retention.ms, 86400000, DOUBTFUL",
        "gate.decisions, message.timestamp.type, CreateTime, WRONG",
        "telemetry.requests, max.message.bytes, 1048588, WRONG",
        "gate.sketches, min.insync.replicas, 1, DOUBTFUL"
    })
    void aSettingThatDiffersIsNamedWithWhatComesOfIt(String topic, String setting, String value, Level level) {
        change(topic, seenTopic -> with(seenTopic, setting, value));

        assertThat(TopicChecks.of(PREFIX, seen)).singleElement().satisfies(finding -> {
            assertThat(finding.level()).isEqualTo(level);
            assertThat(finding.sentence()).contains("it." + topic + " has " + setting + "=" + value);
            assertThat(finding.remedy()).contains("kafka-configs.sh", "--add-config " + setting + "=");
        });
    }

    @Test
    void moreTimeAndMoreRoomDoNoHarm() {
        change("gate.decisions", topic -> with(topic, "retention.ms", "-1"));
        change("gate.commands", topic -> with(topic, "retention.ms", "99999999999"));
        change("telemetry.requests", topic -> with(topic, "max.message.bytes", "9000000"));

        assertThat(levels()).containsExactly(Level.GOOD);
    }

    @Test
    void moreReplicasInSyncThanThereAreStopAllWriting() {
        change("gate.decisions", topic -> with(topic, "min.insync.replicas", "4"));

        assertThat(TopicChecks.of(PREFIX, seen)).anySatisfy(finding -> {
            assertThat(finding.level()).isEqualTo(Level.WRONG);
            assertThat(finding.sentence()).contains("only 3 replicas: nothing can be written");
        });
    }

    @Test
    void partitionsWithoutALeaderAreWrongAndLaggingReplicasDoubtful() {
        change("gate.decisions", topic -> broken(topic, 1, 1));
        change("gate.commands", topic -> broken(topic, 2, 0));

        assertThat(levels()).containsExactly(Level.WRONG, Level.DOUBTFUL);
    }

    @Test
    void settingsThatMayNotBeReadAreDoubtful() {
        change("gate.decisions", topic -> new TopicSeen(topic.name(), 8, 3, 0, 0, Optional.empty(), topic.allowed()));

        assertThat(levels()).containsExactly(Level.DOUBTFUL);
    }

    /** As the catalogue makes them, on three brokers. */
    static Map<String, TopicSeen> wholesome() {
        Map<String, TopicSeen> topics = new TreeMap<>();
        new TopicCatalogue(PREFIX, TopicSizing.PRODUCTION)
                .topics()
                .forEach(topic -> topics.put(
                        topic.name(),
                        new TopicSeen(
                                topic.name(),
                                topic.partitions(),
                                3,
                                0,
                                0,
                                Optional.of(topic.configuration()),
                                Optional.of(EnumSet.allOf(AclOperation.class)))));
        return topics;
    }

    private List<Level> levels() {
        return TopicChecks.of(PREFIX, seen).stream().map(Finding::level).toList();
    }

    private void change(String shortName, UnaryOperator<TopicSeen> how) {
        seen.computeIfPresent(PREFIX + shortName, (name, topic) -> how.apply(topic));
    }

    private static TopicSeen with(TopicSeen topic, int partitions) {
        return new TopicSeen(topic.name(), partitions, 3, 0, 0, topic.configuration(), topic.allowed());
    }

    private static TopicSeen broken(TopicSeen topic, int behind, int leaderless) {
        return new TopicSeen(topic.name(), 8, 3, behind, leaderless, topic.configuration(), topic.allowed());
    }

    private static TopicSeen with(TopicSeen topic, String setting, String value) {
        Map<String, String> settings = new TreeMap<>(topic.configuration().orElseThrow());
        settings.put(setting, value);
        return new TopicSeen(topic.name(), topic.partitions(), 3, 0, 0, Optional.of(settings), topic.allowed());
    }
}
