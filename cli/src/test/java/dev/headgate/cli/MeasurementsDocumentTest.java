package dev.headgate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.headgate.documents.Parsed;
import dev.headgate.documents.PolicyReader;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.codec.MeasurementHandler;
import dev.headgate.schemas.codec.MeasurementReader;
import dev.headgate.schemas.model.Measurement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/MEASUREMENTS.md shows is understood: its commands, its JSON, the lines of policies in its table. */
class MeasurementsDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/MEASUREMENTS.md");
    private static final Pattern JSON = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandIsUnderstood(String command) {
        List<String> words = ShellWords.of(command);

        assertThatCode(() -> Headgate.commandLine().parseArgs(words.toArray(String[]::new)))
                .doesNotThrowAnyException();
    }

    @Test
    void everyDocumentIsOneThatTheGateReads() throws IOException {
        List<String> read = new ArrayList<>();
        List<String> documents =
                JSON.matcher(text()).results().map(found -> found.group(1)).toList();

        documents.forEach(document -> new MeasurementReader(new JsonCodec())
                .read(document.getBytes(StandardCharsets.UTF_8), new Collecting(read)));

        assertThat(read).containsExactly("db.pool.utilisation", "cache.hits", "web.lcp");
    }

    @ParameterizedTest
    @MethodSource("lines")
    void everyLineOfAPolicyMayBeUsed(String line) {
        boolean stop = line.contains("->");
        String policy = "policy: shown\n" + (stop ? "stop: [ \"" + line + "\" ]\n" : "")
                + "stages:\n  - { weight: 10%, hold: 1h"
                + ", advance: [ \"" + (stop ? "errorRate < 1%" : line) + "\" ] }\n  - { weight: 100%, watch: 1h }\n";

        assertThat(PolicyReader.read("shown.yaml", policy)).isInstanceOf(Parsed.Valid.class);
    }

    static List<String> commands() throws IOException {
        return text().lines()
                .map(String::strip)
                .filter(line -> line.startsWith("headgate "))
                .toList();
    }

    static List<String> lines() throws IOException {
        return text().lines()
                .filter(line -> line.startsWith("| `"))
                .flatMap(line -> CODE.matcher(line.substring(line.lastIndexOf(" | ")))
                        .results()
                        .map((MatchResult found) -> found.group(1)))
                .filter(code -> !code.equals("uptime"))
                .toList();
    }

    private static String text() throws IOException {
        return Files.readString(DOCUMENT);
    }

    private record Collecting(List<String> names) implements MeasurementHandler {
        @Override
        public void measurement(Measurement measurement) {
            names.add(measurement.name());
        }

        @Override
        public void refused(int index, String cause, String detail) {
            names.add(cause + ": " + detail);
        }
    }
}
