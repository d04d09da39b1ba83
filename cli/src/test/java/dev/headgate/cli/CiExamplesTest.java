package dev.headgate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The examples for pipelines are YAML, and every headgate command in them is understood. */
class CiExamplesTest {
    private static final Path EXAMPLES = Path.of("../examples/ci");

    @Test
    void githubsWorkflowStartsWaitsAndAbortsWhatWasCancelled() throws IOException {
        List<String> steps = github();

        assertThat(steps)
                .anyMatch(step -> step.startsWith("exec headgate rollout start ")
                        && step.contains("--wait ")
                        && step.contains("--abort-on-interrupt"));
        assertThat(steps).anyMatch(step -> step.startsWith("headgate rollout abort "));
        assertThat(steps).anyMatch(step -> step.contains("umask 077"));
    }

    @Test
    void gitlabsJobStartsWaitsAndAbortsWhatWasCancelled() throws IOException {
        List<String> steps = gitlab();

        assertThat(steps)
                .anyMatch(step -> step.startsWith("headgate rollout start ") && step.contains("--abort-on-interrupt"));
        assertThat(steps).anyMatch(step -> step.contains("= canceled") && step.contains("headgate rollout abort "));
        assertThat(steps).anyMatch(step -> step.contains("umask 077"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandIsUnderstood(String command) {
        List<String> words = new ArrayList<>(ShellWords.of(command));
        if (command.contains("rollout start ") || command.contains("rollout abort ")) {
            // The examples have it in HEADGATE_OPERATOR_KEY.
            words.addAll(List.of("--signing-key", "operator.private.pem"));
        }
        assertThatCode(() -> Headgate.commandLine().parseArgs(words.toArray(String[]::new)))
                .doesNotThrowAnyException();
    }

    static List<String> commands() throws IOException {
        List<String> commands = Stream.concat(github().stream(), gitlab().stream())
                .flatMap(step -> step.replace("\\\n", " ").lines())
                .flatMap(line -> Stream.of(line.split("\\|\\|")))
                .map(line -> line.strip().replaceFirst("^exec ", "").replaceFirst("^\\.headgate/", ""))
                .filter(line -> line.startsWith("headgate "))
                .toList();
        assertThat(commands).hasSizeGreaterThan(8);
        return commands;
    }

    private static List<String> github() throws IOException {
        Map<?, ?> job = map(map(read("github-actions.yml").get("jobs")).get("rollout"));
        return list(job.get("steps")).stream()
                .map(step -> map(step).get("run"))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList();
    }

    private static List<String> gitlab() throws IOException {
        Map<?, ?> job = map(read("gitlab-ci.yml").get("rollout"));
        return Stream.of("before_script", "script", "after_script")
                .flatMap(part -> list(job.get(part)).stream())
                .map(String.class::cast)
                .toList();
    }

    private static Map<?, ?> read(String name) throws IOException {
        return map(new Load(LoadSettings.builder().build()).loadFromString(Files.readString(EXAMPLES.resolve(name))));
    }

    private static Map<?, ?> map(Object node) {
        assertThat(node).isInstanceOf(Map.class);
        return (Map<?, ?>) node;
    }

    private static List<?> list(Object node) {
        assertThat(node).isInstanceOf(List.class);
        return (List<?>) node;
    }
}
