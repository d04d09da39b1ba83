package dev.headgate.executor.kafka;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.headgate.executor.settings.ExecutorSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
                        "kafka.consumer.isolation.level=read_uncommitted",
                        "kafka.producer.compression.type=lz4")));

        assertThatCode(() -> {
                    clients.member().close();
                    clients.reader("read_committed").close();
                    clients.owner(3).close();
                })
                .doesNotThrowAnyException();
    }
}
