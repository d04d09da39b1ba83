package dev.headgate.processor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateConfigurationTest {

    private static final List<String> ENOUGH = List.of("bootstrap.servers=127.0.0.1:9092");

    @TempDir
    Path directory;

    @Test
    void needsNothingButTheBrokers() {
        GateConfiguration configuration = GateConfiguration.read(Optional.empty(), Map.of(), ENOUGH);

        assertThat(configuration.bootstrapServers()).isEqualTo("127.0.0.1:9092");
        assertThat(configuration.httpHost()).isEqualTo("127.0.0.1");
        assertThat(configuration.tickInterval()).isEqualTo(Duration.ofMillis(200));
        assertThat(configuration.signingKey()).isEmpty();
    }

    @Test
    void flagsOverrideTheEnvironmentWhichOverridesTheFile() throws IOException {
        Path file = write("gate.yaml", "bootstrap.servers: file:1\nthreads: 2\nsettle: 2s\n");

        GateConfiguration configuration = GateConfiguration.read(
                Optional.of(file),
                Map.of("HEADGATE_THREADS", "3", "HEADGATE_SETTLE", "3s", "PATH", "/bin"),
                List.of("settle=4s"));

        assertThat(configuration.bootstrapServers()).isEqualTo("file:1");
        assertThat(configuration.threads()).isEqualTo(3);
        assertThat(configuration.settle()).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void nestedYamlAndPropertiesSayTheSame() throws IOException {
        Path yaml = write("gate.yaml", "bootstrap:\n  servers: b:1\ntick:\n  interval: 1s\n");
        Path properties = write("gate.properties", "# ours\nbootstrap.servers = b:1\ntick.interval = 1s\n");

        assertThat(GateConfiguration.read(Optional.of(yaml), Map.of(), List.of()))
                .isEqualTo(GateConfiguration.read(Optional.of(properties), Map.of(), List.of()));
    }

    @Test
    void anyKafkaPropertyIsHandedOn() {
        GateConfiguration configuration = GateConfiguration.read(
                Optional.empty(),
                Map.of("HEADGATE_KAFKA_SECURITY_PROTOCOL", "SSL"),
                List.of("bootstrap.servers=b:1", "kafka.consumer.max.poll.records=10"));

        assertThat(configuration.kafka())
                .containsOnly(Map.entry("security.protocol", "SSL"), Map.entry("consumer.max.poll.records", "10"));
    }

    @Test
    void tellsEveryProblemAtOnceWithItsPlaceAndWhatWasExpected() throws IOException {
        Path file = write("gate.yaml", "threads: many\ntick.intervall: 200ms\nsettle: [1, 2]\n");

        assertThatThrownBy(() -> GateConfiguration.read(
                        Optional.of(file),
                        Map.of("HEADGATE_HTTP_PORT", "70000"),
                        List.of("skew.allowed=soon", "nonsense")))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        wrong -> assertThat(wrong.problems())
                                .containsExactlyInAnyOrder(
                                        "gate.yaml:3: expected `key: value`, found a list",
                                        "--set nonsense: expected key=value",
                                        "gate.yaml:2: there is no setting tick.intervall; did you mean tick.interval?",
                                        "bootstrap.servers is missing: expected the brokers, for example 127.0.0.1:9092. Set it in"
                                                + " the configuration file, as HEADGATE_BOOTSTRAP_SERVERS or with --set"
                                                + " bootstrap.servers=…",
                                        "HEADGATE_HTTP_PORT: http.port is `70000`, expected a whole number from 0 to 65535",
                                        "gate.yaml:1: threads is `many`, expected a whole number from 1 to 256",
                                        "--set: skew.allowed is `soon`, expected a whole number and ms, s, m, h or d, for example"
                                                + " 200ms"));
    }

    @Test
    void refusesAFileThatIsNotThere() {
        assertThatThrownBy(() -> GateConfiguration.read(Optional.of(directory.resolve("no.yaml")), Map.of(), ENOUGH))
                .hasMessageContaining("no.yaml: there is no such file");
    }

    @Test
    void refusesBrokenYamlWithItsLine() throws IOException {
        Path file = write("gate.yaml", "threads: 1\n  oops: [\n");

        assertThatThrownBy(() -> GateConfiguration.read(Optional.of(file), Map.of(), ENOUGH))
                .hasMessageContaining("gate.yaml:2: not YAML");
    }

    @Test
    void refusesAKeyFileThatIsNotThere() {
        assertThatThrownBy(() -> GateConfiguration.read(
                        Optional.empty(), Map.of(), List.of("bootstrap.servers=b:1", "signing.key=/nowhere/x.pem")))
                .hasMessageContaining("signing.key is `/nowhere/x.pem`, expected an existing path");
    }

    @Test
    void refusesTimesThatContradictEachOther() {
        assertThatThrownBy(() -> GateConfiguration.read(
                        Optional.empty(),
                        Map.of(),
                        List.of("bootstrap.servers=b:1", "commit.interval=5s", "progress.interval=2s")))
                .hasMessageContaining("commit.interval is 5000 ms, but it must be shorter than transaction.timeout")
                .hasMessageContaining("progress.interval is 2000 ms, but it must be at most half of lagging.after");
    }

    /** The table that people read and the code that decides are one. */
    @Test
    void everySettingAndItsDefaultStandInTheDocumentation() throws IOException {
        Path home = Path.of(System.getProperty("headgate.home"));
        String table = Files.readString(home.resolve("docs/CONFIGURATION.md"));

        for (Setting setting : Setting.values()) {
            String standard = setting.standard().isEmpty() ? "none" : "`" + setting.standard() + "`";
            assertThat(table).contains("| `" + setting.key() + "` | " + standard + " |");
        }
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }
}
