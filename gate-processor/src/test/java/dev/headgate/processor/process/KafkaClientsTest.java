package dev.headgate.processor.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.processor.config.GateConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KafkaClientsTest {

    @Test
    void aClientTakesWhatIsMeantForItAndForAll() {
        GateConfiguration settings = settings(
                "kafka.security.protocol=SSL",
                "kafka.consumer.fetch.min.bytes=10",
                "kafka.main.consumer.fetch.max.wait.ms=700",
                "kafka.producer.linger.ms=5",
                "kafka.admin.retries=3");

        assertThat(consumer(settings))
                .containsEntry("security.protocol", "SSL")
                .containsEntry("fetch.min.bytes", "10")
                .containsEntry("fetch.max.wait.ms", "700")
                .doesNotContainKeys("linger.ms", "producer.linger.ms", "retries", "admin.retries");
        assertThat(producer(settings)).containsEntry("security.protocol", "SSL").containsEntry("linger.ms", "5");
        assertThat(KafkaClients.admin(settings))
                .containsEntry("security.protocol", "SSL")
                .containsEntry("retries", "3")
                .doesNotContainKeys("linger.ms", "fetch.min.bytes");
    }

    @Test
    void whatOnlyStreamsKnowsIsLeftOut() {
        GateConfiguration settings = settings("kafka.replication.factor=1", "kafka.num.standby.replicas=1");

        assertThat(consumer(settings)).doesNotContainKeys("replication.factor", "num.standby.replicas");
        assertThat(producer(settings)).doesNotContainKeys("replication.factor", "num.standby.replicas");
    }

    @Test
    void whatNobodyKnowsGoesToAllForTheirInterceptors() {
        assertThat(consumer(settings("kafka.our.interceptor.setting=x"))).containsEntry("our.interceptor.setting", "x");
    }

    @Test
    void exactlyOnceIsNotUpToSettings() {
        GateConfiguration settings = settings(
                "kafka.isolation.level=read_uncommitted",
                "kafka.enable.auto.commit=true",
                "kafka.producer.transactional.id=mine",
                "kafka.group.protocol=consumer");

        assertThat(consumer(settings))
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("enable.auto.commit", false)
                .containsEntry("group.protocol", "classic");
        assertThat(producer(settings)).containsEntry("transactional.id", "id");
    }

    @Test
    void readingMakesNoTopics() {
        assertThat(consumer(settings("kafka.consumer.allow.auto.create.topics=true")))
                .containsEntry("allow.auto.create.topics", false);
    }

    @Test
    void newPartitionsAreSeenWithinTenSecondsUnlessSaidOtherwise() {
        assertThat(consumer(settings())).containsEntry("metadata.max.age.ms", 10_000);
        assertThat(producer(settings())).containsEntry("metadata.max.age.ms", 10_000);
        assertThat(consumer(settings("kafka.metadata.max.age.ms=3000"))).containsEntry("metadata.max.age.ms", "3000");
        assertThat(producer(settings("kafka.producer.metadata.max.age.ms=4000")))
                .containsEntry("metadata.max.age.ms", "4000");
    }

    @Test
    void timeOutsAreTheGatesUnlessSaidOtherwise() {
        assertThat(consumer(settings("session.timeout=9s")))
                .containsEntry("session.timeout.ms", 9_000)
                .containsEntry("heartbeat.interval.ms", 3_000);
        assertThat(producer(settings("transaction.timeout=4s"))).containsEntry("transaction.timeout.ms", 4_000);
        assertThat(producer(settings("kafka.producer.compression.type=zstd")))
                .containsEntry("compression.type", "zstd");
        assertThat(producer(settings())).containsEntry("compression.type", "lz4");
    }

    private static Map<String, Object> consumer(GateConfiguration settings) {
        return KafkaClients.combineConsumer(settings, "group", "client");
    }

    private static Map<String, Object> producer(GateConfiguration settings) {
        return KafkaClients.combineProducer(settings, "id", "client");
    }

    private static GateConfiguration settings(String... more) {
        List<String> flags = new ArrayList<>(List.of("bootstrap.servers=127.0.0.1:9092"));
        flags.addAll(List.of(more));
        return GateConfiguration.read(Optional.empty(), Map.of(), flags);
    }
}
