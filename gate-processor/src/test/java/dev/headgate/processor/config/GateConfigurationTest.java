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
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How settings are read is tested where it is done; here is what is the gate's own. */
class GateConfigurationTest {

    @Test
    void needsNothingButTheBrokers() {
        GateConfiguration configuration = read();

        assertThat(configuration.bootstrapServers()).isEqualTo("127.0.0.1:9092");
        assertThat(configuration.httpHost()).isEqualTo("127.0.0.1");
        assertThat(configuration.tickInterval()).isEqualTo(Duration.ofMillis(200));
        assertThat(configuration.signingKey()).isEmpty();
    }

    @Test
    void installationsOnOneClusterShareNoApplicationUnlessSaidOtherwise() {
        assertThat(read().applicationIdPrefix()).isEqualTo("headgate-");
        assertThat(read("topic.prefix=team-a.").applicationIdPrefix()).isEqualTo("team-a-");
        assertThat(read("topic.prefix=team-a.", "application.id.prefix=own-").applicationIdPrefix())
                .isEqualTo("own-");
    }

    @Test
    void refusesAKeyFileThatIsNotThere() {
        assertThatThrownBy(() -> read("signing.key=/nowhere/x.pem"))
                .hasMessageContaining("--set signing.key: error:")
                .hasMessageContaining("expected: an existing path");
    }

    @Test
    void refusesTimesThatContradictEachOther() {
        assertThatThrownBy(() -> read("commit.interval=5s", "judge.commit.interval=3s", "progress.interval=2s"))
                .hasMessageContaining("--set commit.interval: error:")
                .hasMessageContaining("--set judge.commit.interval: error:")
                .hasMessageContaining("less than transaction.timeout (3000 ms), or every transaction is aborted")
                .hasMessageContaining("--set progress.interval: error:")
                .hasMessageContaining("at most half of lagging.after (3000 ms), or telemetry is lagging all the time");
    }

    @Test
    void oneMistakeIsOneProblemAndNoContradictionBesides() {
        assertThatThrownBy(() -> read("lagging.after=soon"))
                .hasMessageContaining("lagging.after")
                .hasMessageNotContaining("progress.interval");
    }

    @Test
    void rolesAreGivenToIssuers() {
        GateConfiguration configuration = read("gate.role.release-managers=ann, bob", "gate.role.security=eve");

        assertThat(configuration.core().roles().holders())
                .containsExactly(
                        Map.entry("release-managers", new TreeSet<>(List.of("ann", "bob"))),
                        Map.entry("security", new TreeSet<>(List.of("eve"))));
    }

    @Test
    void rolesInAFileMayBeNested(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(
                directory.resolve("gate.yaml"), "gate: { role: { release-managers: \"ann,bob\" } }\n");

        GateConfiguration configuration =
                GateConfiguration.read(Optional.of(file), Map.of(), List.of("bootstrap.servers=127.0.0.1:9092"));

        assertThat(configuration.roles().holders()).containsOnlyKeys("release-managers");
    }

    @Test
    void refusesARoleWithoutAnIssuer() {
        assertThatThrownBy(() -> read("gate.role.release-managers= , "))
                .hasMessageContaining("--set gate.role.release-managers: error:")
                .hasMessageContaining("names of issuers with commas");
        assertThatThrownBy(() -> read("gate.roles.release-managers=ann")).hasMessageContaining("there is no setting");
    }

    /** The table that people read and the code that decides are one. */
    @Test
    void everySettingAndItsDefaultStandInTheDocumentation() throws IOException {
        Path home = Path.of(System.getProperty("headgate.home"));
        String text = Files.readString(home.resolve("docs/CONFIGURATION.md"));
        String table = text.substring(0, text.indexOf("\n# The executor\n"));

        for (GateSetting setting : GateSetting.values()) {
            String standard = setting.standard().isEmpty() ? "none" : "`" + setting.standard() + "`";
            String shown = setting == GateSetting.APPLICATION_ID_PREFIX ? "`headgate-`, from `topic.prefix`" : standard;
            assertThat(table).contains("| `" + setting.key() + "` | " + shown + " |");
        }
    }

    private static GateConfiguration read(String... more) {
        List<String> flags = Stream.concat(Stream.of("bootstrap.servers=127.0.0.1:9092"), Stream.of(more))
                .toList();
        return GateConfiguration.read(Optional.empty(), Map.of(), flags);
    }
}
