package dev.headgate.executor.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.headgate.executor.settings.ExecutorSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaClientsTest {

    @TempDir
    Path directory;

    @Test
    void theClientsAcceptTheirPropertiesWhateverIsPassedOn() {
        KafkaClients clients = new KafkaClients(ExecutorSettings.read(
                Optional.empty(),
                Map.of("HEADGATE_KAFKA_CLIENT_RACK", "here"),
                List.of(
                        "bootstrap.servers=127.0.0.1:1",
                        "trusted.keys=" + directory,
                        "runbooks=" + directory,
                        "session.timeout=1500ms",
                        "transaction.timeout=1s",
                        "kafka.consumer.max.poll.records=10",
                        "kafka.producer.compression.type=lz4")));

        assertThatCode(() -> {
                    clients.member().close();
                    clients.reader("read_committed").close();
                    clients.owner(3).close();
                })
                .doesNotThrowAnyException();
    }

    @Test
    void theEffectivePropertiesAreThoseOnWhichTheLeaseRests() {
        ExecutorSettings settings = settings("session.timeout=8s", "lease=5s", "handover.grace=40s");

        assertThat(new KafkaClients(settings).ofMember())
                .containsEntry("session.timeout.ms", 8_000)
                .containsEntry("heartbeat.interval.ms", 1_600)
                .containsEntry("max.poll.interval.ms", 55_000)
                .containsEntry("group.protocol", "classic")
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("enable.auto.commit", false)
                .doesNotContainKey("group.instance.id");
        assertThat(new KafkaClients(settings("handover.grace=5s")).ofMember())
                .containsEntry("max.poll.interval.ms", 30_000);
    }

    /** Settings that were made in another way than by reading cannot weaken the lease either. */
    @Test
    void noPropertyPassedOnWinsOverThose() {
        ExecutorSettings read = settings();
        Map<String, String> passedOn = Map.of(
                "session.timeout.ms", "60000",
                "heartbeat.interval.ms", "20000",
                "max.poll.interval.ms", "1000",
                "group.protocol", "consumer",
                "consumer.group.instance.id", "one",
                "consumer.isolation.level", "read_uncommitted",
                "producer.transactional.id", "mine",
                "client.rack", "here");
        KafkaClients weakened = new KafkaClients(with(read, passedOn));
        KafkaClients plain = new KafkaClients(with(read, Map.of("client.rack", "here")));

        assertThat(weakened.ofMember()).isEqualTo(plain.ofMember());
        assertThat(weakened.ofReader("read_committed")).containsEntry("isolation.level", "read_committed");
        assertThat(weakened.ofOwner(3)).containsEntry("transactional.id", "headgate-executor-3");
    }

    private ExecutorSettings settings(String... more) {
        return ExecutorSettings.read(
                Optional.empty(),
                Map.of(),
                Stream.concat(
                                Stream.of(
                                        "bootstrap.servers=127.0.0.1:1",
                                        "trusted.keys=" + directory,
                                        "runbooks=" + directory),
                                Stream.of(more))
                        .toList());
    }

    private static ExecutorSettings with(ExecutorSettings read, Map<String, String> kafka) {
        return new ExecutorSettings(
                read.bootstrapServers(),
                read.topicPrefix(),
                read.groupId(),
                read.name(),
                read.transactionalIdPrefix(),
                read.trustedKeys(),
                read.trustedOperatorKeys(),
                read.runbooks(),
                read.httpHost(),
                read.httpPort(),
                read.httpToken(),
                read.sessionTimeout(),
                read.lease(),
                read.transactionTimeout(),
                read.reassertInterval(),
                read.reassertAfter(),
                read.handoverGrace(),
                read.startFrom(),
                read.queueLimit(),
                read.scope(),
                read.kubernetes(),
                read.notices(),
                read.noticesGroupId(),
                kafka);
    }
}
