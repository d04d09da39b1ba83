package dev.headgate.cli.completion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.headgate.cli.Headgate;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scripts do what they are for in the shells themselves. */
class CompletionTest {
    private static final Path BASH = Path.of("/bin/bash");
    private static final Path ZSH = Path.of("/usr/bin/zsh");
    private static final Path FISH = Path.of("/usr/bin/fish");

    @TempDir
    Path directory;

    @BeforeEach
    void writeScripts() throws IOException {
        for (String shell : List.of("bash", "zsh", "fish")) {
            Files.writeString(directory.resolve("headgate." + shell), script(shell));
        }
    }

    @Test
    void bashKnowsAFunctionForHeadgate() throws Exception {
        assumeThat(BASH).exists();

        assertThat(bash("complete -p headgate")).containsExactly("complete -o default -F _complete_headgate headgate");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "headgate roll         | rollout rollback",
                "headgate rollout sta  | start status",
                "headgate rollout st   | start status step-back",
                "headgate rollout start --wa | --wait --wait-timeout",
                "headgate topics list --output js | json",
                "headgate completion z | zsh",
                "headgate doctor --as ex | executor",
                "headgate completely-unknown --no |"
            })
    void bashCompletesCommandsOptionsAndTheirWords(String typed, String expected) throws Exception {
        assumeThat(BASH).exists();
        List<String> words = List.of(typed.strip().split(" +"));

        List<String> completed = bash("""
                COMP_WORDS=(%s)
                COMP_CWORD=%d
                COMP_LINE='%s'
                COMP_POINT=${#COMP_LINE}
                _complete_headgate headgate "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
                printf '%%s\\n' "${COMPREPLY[@]}"
                """.formatted(String.join(" ", words), words.size() - 1, typed.strip()));

        assertThat(completed.stream()
                        .flatMap(line -> List.of(line.strip().split(" +")).stream())
                        .filter(word -> !word.isEmpty()))
                .containsExactlyInAnyOrderElementsOf(
                        expected == null ? List.of() : List.of(expected.strip().split(" ")));
    }

    @Test
    void theScriptForZshAsksItForBashsCompletions() throws IOException {
        assertThat(Files.readString(directory.resolve("headgate.zsh"))).contains("bashcompinit", "ZSH_VERSION");
    }

    @Test
    void zshTakesItsFunction() throws Exception {
        assumeThat(ZSH).exists();

        assertThat(run(
                        ZSH.toString(),
                        "-fc",
                        "ZDOTDIR=" + directory + "; source " + directory.resolve("headgate.zsh")
                                + "; print -r -- \"$_comps[headgate]\""))
                .last()
                .asString()
                .contains("_complete_headgate");
    }

    @Test
    void theScriptForFishHasEveryCommandAndItsOptions() throws IOException {
        assertThat(Files.readString(directory.resolve("headgate.fish")).lines())
                .contains("complete -c headgate -f")
                .anyMatch(line -> line.startsWith("complete -c headgate -n '__headgate_at' -a rollout -d 'Starts"))
                .anyMatch(line -> line.startsWith("complete -c headgate -n '__headgate_at rollout' -a start -d "))
                .anyMatch(line ->
                        line.startsWith("complete -c headgate -n '__headgate_at rollout start' -l policy -r -F -d "))
                .anyMatch(line -> line.startsWith(
                        "complete -c headgate -n '__headgate_at topics list' -s o -l output -r -a 'text json' -d "))
                .noneMatch(line -> line.contains("%%"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "headgate rollout sta        | start status",
                "headgate rollout start --wa | --wait --wait-timeout",
                "headgate topics list --output js | json"
            })
    void fishCompletesThem(String typed, String expected) throws Exception {
        assumeThat(FISH).exists();

        List<String> completed = run(
                FISH.toString(),
                "--no-config",
                "-c",
                "source " + directory.resolve("headgate.fish") + "; complete -C'" + typed.strip() + "'");

        assertThat(completed.stream().map(line -> line.replaceFirst("\t.*", "")))
                .containsExactlyInAnyOrderElementsOf(List.of(expected.strip().split(" ")));
    }

    private List<String> bash(String lines) throws IOException, InterruptedException {
        return run(BASH.toString(), "--norc", "-c", "source " + directory.resolve("headgate.bash") + "\n" + lines);
    }

    private static List<String> run(String... words) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder(words)
                // Outside a completion bash says so on the error output whenever a script asks for options of one.
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String out = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(shell.exitValue()).as(out).isZero();
        return out.lines().toList();
    }

    private static String script(String shell) {
        StringWriter out = new StringWriter();
        int code = Headgate.commandLine().setOut(new PrintWriter(out)).execute("completion", shell);
        assertThat(code).isZero();
        return out.toString();
    }
}
