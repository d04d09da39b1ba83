package dev.headgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.cli.provision.Format;
import dev.headgate.executor.settings.ExecutorSettings;
import dev.headgate.processor.config.GateConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/KAFKA-SECURITY.md lists the rights that the program lists, and its examples are settings that processes take. */
class KafkaSecurityDocumentTest {

    private static final Path DOCUMENT = Path.of("../docs/KAFKA-SECURITY.md");

    @TempDir
    Path directory;

    @Test
    void itListsTheRightsThatTheProgramLists() throws IOException {
        String printed = Run.headgate("topics", "acls").out();
        Path written = Files.createDirectories(Path.of("target", "golden")).resolve("acls.txt");
        Files.writeString(written, printed);

        assertThat(Files.readString(DOCUMENT))
                .as("if %s is right, copy it there", written)
                .contains("```\n" + printed + "```\n");
    }

    @Test
    void itNamesEveryFormat() throws IOException {
        for (Format format : Format.values()) {
            assertThat(Files.readString(DOCUMENT))
                    .contains("| `" + format.name().toLowerCase(Locale.ROOT) + "` |");
        }
    }

    @Test
    void gateAndExecutorTakeItsExamples() throws IOException {
        List<String> examples = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(DOCUMENT))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();

        assertThat(examples).hasSize(2);
        for (String example : examples) {
            Optional<Path> file = Optional.of(Files.writeString(directory.resolve("settings.yaml"), example));
            assertThat(GateConfiguration.read(file, Map.of(), List.of()).kafka())
                    .containsKeys("security.protocol", "ssl.truststore.location");
            assertThat(ExecutorSettings.read(file, Map.of(), materials()).kafka())
                    .containsKeys("security.protocol", "ssl.truststore.location");
        }
    }

    private List<String> materials() throws IOException {
        return List.of(
                "trusted.keys=" + Files.createDirectories(directory.resolve("keys")),
                "runbooks=" + Files.createDirectories(directory.resolve("runbooks")));
    }
}
