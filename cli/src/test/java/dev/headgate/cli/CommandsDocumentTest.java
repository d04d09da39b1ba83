package dev.headgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.OptionSpec;

/** docs/COMMANDS.md names every command with its options and its exit codes, and none that does not exist. */
class CommandsDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/COMMANDS.md");
    private static final Pattern OPTION = Pattern.compile("`(--[a-z0-9-]+)`");
    private static final Set<String> GROUPS = Set.of("connection", "signing", "output");

    @Test
    void itNamesEveryCommandAndNoOther() throws IOException {
        assertThat(rows("| `headgate ").keySet())
                .containsExactlyInAnyOrderElementsOf(
                        commands().stream().map(CommandsDocumentTest::name).toList());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void itNamesEveryOptionOfACommand(List<String> command) throws IOException {
        Set<String> own = new TreeSet<>();
        for (OptionSpec option : CommandLines.of(command).getCommandSpec().options()) {
            if (!option.hidden()) {
                own.add(option.longestName());
            }
        }
        own.removeAll(options(rows("| everywhere").get("everywhere").get(1)));

        String cell = rows("| `headgate ").get(name(command)).get(2);
        Set<String> told = new TreeSet<>(options(cell));
        String words = OPTION.matcher(cell).replaceAll("");
        for (String group : GROUPS) {
            if (words.contains(group)) {
                told.addAll(options(rows("| " + group).get(group).get(1)));
            }
        }

        assertThat(told).isEqualTo(own);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void itNamesEveryExitCodeOfACommand(List<String> command) throws IOException {
        Set<String> own = CommandLines.of(command)
                .getCommandSpec()
                .usageMessage()
                .exitCodeList()
                .keySet();

        assertThat(own).isNotEmpty();
        assertThat(List.of(rows("| `headgate ").get(name(command)).get(3).split(" ")))
                .containsExactlyElementsOf(own);
        for (String code : own) {
            assertThat(rows("| " + code)).containsKey(code);
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aListOfCommandsHasAWholeSentenceOfEach(List<String> command) {
        assertThat(CommandLines.of(command).getCommandSpec().usageMessage().description()[0])
                .endsWith(".");
    }

    static List<List<String>> commands() {
        return CommandLines.paths().stream()
                .filter(path -> CommandLines.of(path).getSubcommands().isEmpty())
                .toList();
    }

    private static String name(List<String> command) {
        return "headgate " + String.join(" ", command);
    }

    private static List<String> options(String cell) {
        return OPTION.matcher(cell)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    /** The cells of the rows that begin so, by the first cell without its backticks. */
    private static Map<String, List<String>> rows(String beginning) throws IOException {
        Map<String, List<String>> rows = new TreeMap<>();
        for (String line : Files.readAllLines(DOCUMENT)) {
            if (line.startsWith(beginning)) {
                List<String> cells = new ArrayList<>(List.of(line.substring(1).split("\\|")));
                cells.replaceAll(cell -> cell.strip());
                rows.put(cells.get(0).replace("`", ""), cells);
            }
        }
        return rows;
    }
}
