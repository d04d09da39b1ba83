package dev.headgate.cli;

import static dev.headgate.cli.Run.headgate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.headgate.cli.terminal.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

class HeadgateTest {

    @Test
    void helpNamesEveryCommand() {
        Run run = headgate("--help");
        assertThat(run.code()).isEqualTo(ExitCode.DONE);
        assertThat(run.out())
                .contains("demo", "local", "gate", "executor", "topics", "keys", "policy", "runbook")
                .contains("rollout", "decisions", "dead-letters", "version", "Exit codes");
    }

    @Test
    void withoutACommandItIsNotUnderstood() {
        Run run = headgate();
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).startsWith("headgate: say what to do").contains("Usage: headgate");
    }

    @Test
    void lettersThatAreSwappedAreFoundAndTheOtherWordsAreNotBlamed() {
        assertThat(headgate("rollout", "strat", "--service", "shop").err())
                .contains("does not know 'strat'", "Did you mean \"headgate rollout start\"");
    }

    @Test
    void anUnknownCommandIsAnsweredWithTheNearestOne() {
        Run run = headgate("rolout");
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).startsWith("headgate: ").contains("Did you mean \"headgate rollout\"", "--help");
    }

    @Test
    void aGroupWithoutItsCommandIsNotUnderstood() {
        Run run = headgate("rollout");
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("\"headgate rollout\" needs a COMMAND", "start", "status", "abort");
    }

    @Test
    void aMistakeIsAnsweredInTwoLinesAndNotWithTheWholeHelp() {
        Run missing = headgate("rollout", "start", "--service", "shop");
        Run number = headgate("topics", "create", "--partitions", "many");
        assertThat(missing.code()).isEqualTo(ExitCode.USAGE);
        assertThat(missing.err().lines()).hasSize(2);
        assertThat(missing.err()).contains("missing required option", "headgate rollout start --help");
        assertThat(number.err()).contains("'--partitions'", "expected a whole number, found 'many'");
    }

    @Test
    void noExampleInTheHelpIsBroken() {
        for (List<String> command : commands()) {
            Run run = headgate(
                    Stream.concat(command.stream(), Stream.of("--help")).toArray(String[]::new));
            assertThat(run.out().lines().toList())
                    .as(String.join(" ", command))
                    .containsAll(List.of(CommandLines.of(command)
                                    .getCommandSpec()
                                    .usageMessage()
                                    .footer())
                            .stream()
                            .map(line -> line.replace("%%", "%"))
                            .toList());
        }
    }

    @Test
    void versionNamesWhatItRunsOn() {
        Run run = headgate("version");
        assertThat(run.code()).isEqualTo(ExitCode.DONE);
        assertThat(run.out()).contains("headgate ", "Kafka clients ", "Java ");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void everyHelpFitsEightyColumnsAndGivesAnExample(List<String> command) {
        Run run = headgate(Stream.concat(command.stream(), Stream.of("--help")).toArray(String[]::new));
        assertThat(run.code()).isEqualTo(ExitCode.DONE);
        assertThat(run.out()).contains("Example").contains("Usage: headgate");
        assertThat(run.out().lines()).allMatch(line -> Text.width(line) <= 80);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void everyExampleInTheHelpIsUnderstood(List<String> example) {
        assertThatCode(() -> {
                    ParseResult parsed = Headgate.commandLine().parseArgs(example.toArray(String[]::new));
                    assertThat(parsed.hasSubcommand()).isTrue();
                })
                .doesNotThrowAnyException();
    }

    static List<List<String>> commands() {
        return CommandLines.paths();
    }

    static List<List<String>> examples() {
        List<List<String>> examples = new ArrayList<>();
        examplesOf(Headgate.commandLine(), examples);
        return examples;
    }

    private static void examplesOf(CommandLine line, List<List<String>> into) {
        String footer = String.join("\n", line.getCommandSpec().usageMessage().footer());
        footer.replace("\\\n", " ")
                .replace("%%", "%")
                .lines()
                .map(String::strip)
                .filter(text -> text.startsWith("headgate ") && !text.startsWith("headgate COMMAND"))
                .forEach(text -> into.add(ShellWords.of(text)));
        line.getSubcommands().values().stream().distinct().forEach(subcommand -> examplesOf(subcommand, into));
    }
}
