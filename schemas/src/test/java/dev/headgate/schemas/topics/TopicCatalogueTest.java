package dev.headgate.schemas.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headgate.schemas.topics.TopicSpec.Cleanup;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicCatalogueTest {

    private final TopicCatalogue catalogue = new TopicCatalogue("test.", new TopicSizing(12, 4, (short) 1));

    @Test
    void everyNameBearsThePrefix() {
        assertThat(catalogue.topics())
                .hasSize(13)
                .allSatisfy(topic -> assertThat(topic.name()).isEqualTo("test." + topic.shortName()));
        assertThat(catalogue.name(TopicCatalogue.GATE_DECISIONS)).isEqualTo("test.gate.decisions");
        assertThat(catalogue.prefix()).isEqualTo("test.");
    }

    @Test
    void allTopicsOfTheJudgesHaveTheSamePartitionCount() {
        assertThat(catalogue.topics())
                .allSatisfy(topic -> assertThat(topic.partitions())
                        .isEqualTo(topic.shortName().startsWith("telemetry.") ? 12 : 4));
    }

    @Test
    void statesGoToCompactedTopicsAndEventsToRetainedOnes() {
        List<String> compacted = catalogue.topics().stream()
                .filter(topic -> topic.cleanup() == Cleanup.COMPACT)
                .map(TopicSpec::shortName)
                .toList();

        assertThat(compacted).containsExactlyInAnyOrder("gate.rollouts", "gate.policies", "executor.journal");
        assertThat(catalogue.topics())
                .allSatisfy(topic ->
                        assertThat(topic.retention().isPresent()).isEqualTo(topic.cleanup() == Cleanup.DELETE));
        assertThat(catalogue.topic(TopicCatalogue.GATE_COMMANDS).retention()).contains(Duration.ofDays(365));
    }

    @Test
    void settingsBearTheNamesThatKafkaKnows() {
        assertThat(catalogue.topic(TopicCatalogue.GATE_DECISIONS).configuration())
                .containsEntry(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime")
                .containsEntry(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE)
                .containsEntry(TopicConfig.RETENTION_MS_CONFIG, "31536000000")
                .containsEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "1300000")
                .containsEntry(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "1");
        assertThat(catalogue.topic(TopicCatalogue.GATE_ROLLOUTS).configuration())
                .containsEntry(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)
                .doesNotContainKey(TopicConfig.RETENTION_MS_CONFIG);
    }

    @Test
    void threeReplicasMustAgreeInPairs() {
        TopicSpec topic = new TopicCatalogue("").topic(TopicCatalogue.EXECUTIONS);

        assertThat(topic.replication()).isEqualTo((short) 3);
        assertThat(topic.configuration()).containsEntry(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "2");
    }

    @Test
    void aTopicIsCreatedAsTheCatalogueHasIt() {
        NewTopic topic = TopicCreation.newTopic(catalogue.topic(TopicCatalogue.GATE_TICKS));

        assertThat(topic.name()).isEqualTo("test.gate.ticks");
        assertThat(topic.numPartitions()).isEqualTo(4);
        assertThat(topic.replicationFactor()).isEqualTo((short) 1);
        assertThat(topic.configs())
                .isEqualTo(catalogue.topic(TopicCatalogue.GATE_TICKS).configuration());
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "-a", "a b", "a/b", "ü."})
    void refusesAPrefixThatCannotBeginAName(String prefix) {
        assertThatIllegalArgumentException().isThrownBy(() -> new TopicCatalogue(prefix));
    }

    @Test
    void refusesATopicThatDoesNotExistAndSizesBelowOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> catalogue.name("gate.nothing"))
                .withMessageContaining("gate.sketches");
        assertThatIllegalArgumentException().isThrownBy(() -> new TopicSizing(0, 1, (short) 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new TopicSizing(1, 0, (short) 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new TopicSizing(1, 1, (short) 0));
    }
}
