package dev.headgate.processor.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.processor.config.GateConfiguration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class StreamsPropertiesTest {

    @Test
    void compressesWhatItSendsUnlessSaidOtherwise() {
        assertThat(properties()).containsEntry("producer.compression.type", "lz4");
        assertThat(properties("kafka.producer.compression.type=zstd"))
                .containsEntry("producer.compression.type", "zstd");
    }

    @Test
    void newPartitionsAreSeenWithinTenSecondsUnlessSaidOtherwise() {
        assertThat(consumer(properties())).containsEntry("metadata.max.age.ms", 10_000);
        assertThat(consumer(properties("kafka.metadata.max.age.ms=3000"))).containsEntry("metadata.max.age.ms", "3000");
        assertThat(consumer(properties("kafka.consumer.metadata.max.age.ms=3000")))
                .containsEntry("metadata.max.age.ms", "3000");
    }

    @Test
    void inputsAndOutputsAreCommittedTogether() {
        assertThat(properties()).containsEntry("processing.guarantee", "exactly_once_v2");
    }

    @Test
    void theJudgeCommitsLessOftenSinceItsDecisionsAskForACommitOfTheirOwn() {
        assertThat(properties("commit.interval=100ms")).containsEntry("commit.interval.ms", 250L);
        assertThat(properties("judge.commit.interval=50ms")).containsEntry("commit.interval.ms", 50L);
    }

    private static Map<String, Object> consumer(Properties properties) {
        return new StreamsConfig(properties).getMainConsumerConfigs("group", "client", 0);
    }

    private static Properties properties(String... more) {
        List<String> flags = new java.util.ArrayList<>(List.of("bootstrap.servers=127.0.0.1:9092"));
        flags.addAll(List.of(more));
        return StreamsProperties.of(GateConfiguration.read(Optional.empty(), Map.of(), flags), "judge");
    }
}
