package dev.headgate.cli;

import static dev.headgate.cli.Run.headgate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.headgate.documents.Parsed;
import dev.headgate.documents.PolicyReader;
import dev.headgate.schemas.codec.RequestEventHandler;
import dev.headgate.schemas.codec.RequestEventReader;
import dev.headgate.schemas.model.RequestEvent;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What README.md says is so: its commands are understood, its snippets are the examples, and those work. */
class ReadmeTest {
    private static final Path HOME = Path.of("..");
    private static final Pattern LINK = Pattern.compile("]\\((?!http)([^)#]+)");

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandIsUnderstood(String command) {
        List<String> words = new ArrayList<>(ShellWords.of(command));
        if (command.contains(" rollout start ")) {
            // The README has it in HEADGATE_OPERATOR_KEY.
            words.addAll(List.of("--signing-key", "operator.private.pem"));
        }
        assertThatCode(() -> Headgate.commandLine().parseArgs(words.toArray(String[]::new)))
                .doesNotThrowAnyException();
    }

    @Test
    void itShowsTheExamplesAsTheyAre() throws IOException {
        assertThat(readme())
                .contains(body("publish/with-kcat.sh", "#!/bin/sh\n"))
                .contains(body("publish/PublishRequests.java", ""));
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        Matcher links = LINK.matcher(readme());
        List<String> found = new ArrayList<>();
        while (links.find()) {
            found.add(links.group(1));
        }
        assertThat(found)
                .isNotEmpty()
                .allSatisfy(link -> assertThat(HOME.resolve(link)).exists());
    }

    @Test
    void theKcatLineMakesAnEventThatTheGateReads() throws IOException, InterruptedException {
        Path kcat = Files.writeString(directory.resolve("kcat"), "#!/bin/sh\necho \"$@\" > arguments\ncat > value\n");
        assertThat(kcat.toFile().setExecutable(true)).isTrue();
        var builder = new ProcessBuilder(
                        "/bin/sh",
                        HOME.resolve("examples/publish/with-kcat.sh")
                                .toRealPath()
                                .toString())
                .directory(directory.toFile())
                .inheritIO();
        builder.environment()
                .putAll(Map.of(
                        "PATH", directory + ":" + System.getenv("PATH"), "HEADGATE_BOOTSTRAP_SERVERS", "broker:9092"));

        int code = builder.start().waitFor();

        assertThat(code).isZero();
        assertThat(Files.readString(directory.resolve("arguments")).strip())
                .isEqualTo("-P -b broker:9092 -t headgate.telemetry.requests");
        List<String> events = new ArrayList<>();
        new RequestEventReader()
                .read(
                        Files.readString(directory.resolve("value")).strip().getBytes(StandardCharsets.UTF_8),
                        new Collecting(events));
        assertThat(events).containsExactly("shop 2.4.1 checkout");
    }

    @Test
    void theJavaSnippetCompilesWithoutAWarning() {
        var messages = new StringWriter();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            var sources = files.getJavaFileObjects(HOME.resolve("examples/publish/PublishRequests.java"));
            var options = List.of(
                    "-Xlint:all,-classfile,-path,-processing",
                    "-proc:none",
                    "-d",
                    directory.toString(),
                    "-cp",
                    System.getProperty("java.class.path"));
            boolean compiled = compiler.getTask(messages, files, null, options, null, sources)
                    .call();
            assertThat(compiled).as(messages.toString()).isTrue();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        assertThat(messages.toString()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("policies")
    void everyExamplePolicyMayBeUsed(Path policy) throws IOException {
        assertThat(PolicyReader.read(policy.toString(), Files.readString(policy)))
                .isInstanceOf(Parsed.Valid.class);
        assertThat(headgate("policy", "validate", policy.toString()).code()).isEqualTo(ExitCode.DONE);
    }

    static List<String> commands() throws IOException {
        return readme().replace("\\\n", " ")
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("./headgate "))
                .toList();
    }

    static List<Path> policies() throws IOException {
        try (Stream<Path> files = Files.list(HOME.resolve("examples/policies"))) {
            return files.filter(file -> file.toString().endsWith(".yaml")).toList();
        }
    }

    private static String readme() throws IOException {
        return Files.readString(HOME.resolve("README.md"));
    }

    private static String body(String example, String head) throws IOException {
        return Files.readString(HOME.resolve("examples").resolve(example)).substring(head.length());
    }

    private record Collecting(List<String> events) implements RequestEventHandler {
        @Override
        public void event(RequestEvent event) {
            events.add(event.service() + " " + event.version() + " " + event.operation());
        }

        @Override
        public void refused(int index, String cause, String detail) {
            events.add(cause + ": " + detail);
        }
    }
}
