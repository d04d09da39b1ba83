package dev.headgate.core.rollout;

import dev.headgate.core.rollout.Move.Cause;
import dev.headgate.schemas.model.Phase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The state machine as a page for people, made of the table that the rollout itself goes by. */
public final class StateMachine {

    private static final String BEFORE = "[*]";

    private StateMachine() {}

    /** Markdown: a Mermaid diagram of all changes of phase, and tables of moves and commands. */
    public static String page() {
        return String.join(
                "\n",
                List.of(
                        "# The rollout as a state machine",
                        "",
                        "Made of `dev.headgate.core.rollout.Move`, the table by which every change of phase is checked and every command is",
                        "taken or refused. A test fails when this page is not what the code says, and writes what it should be.",
                        "",
                        "```mermaid",
                        "stateDiagram-v2",
                        diagram(),
                        "```",
                        "",
                        "## Moves",
                        "",
                        "At one instant an abort comes before the stop list, the stop list before what fails a stage at once, that before an advance,",
                        "an advance before the deadline of the maximum hold, and that before a ramp's step. Undecided never promotes. Nobody, not",
                        "even by `advance` or `set-weight`, gives more traffic while a stop line that rolls back is failing or nothing is judged.",
                        "",
                        "| move | set off by | from → to | when |",
                        "|---|---|---|---|",
                        moves(),
                        "",
                        "## Commands",
                        "",
                        "Which command fits while a rollout is in which phase; elsewhere it is refused on the record and changes nothing.",
                        "",
                        commands(),
                        ""));
    }

    private static String diagram() {
        Map<String, List<String>> labels = new LinkedHashMap<>();
        for (Move move : Move.values()) {
            move.first().forEach(to -> label(labels, BEFORE, to, move));
            move.from().forEach(from -> move.to(from).forEach(to -> label(labels, state(from), to, move)));
        }
        List<String> lines = new ArrayList<>();
        labels.forEach((arrow, names) ->
                lines.add("    " + arrow + " : " + names.stream().distinct().collect(Collectors.joining(", "))));
        Arrays.stream(Phase.values())
                .filter(StateMachine::isEnd)
                .forEach(end -> lines.add("    " + state(end) + " --> " + BEFORE));
        return String.join("\n", lines);
    }

    private static void label(Map<String, List<String>> labels, String from, Phase to, Move move) {
        labels.computeIfAbsent(from + " --> " + state(to), absent -> new ArrayList<>())
                .add(move.label());
    }

    private static String moves() {
        return Arrays.stream(Move.values())
                .map(move -> "| " + move.label() + " | " + move.cause().words() + " | " + ways(move) + " | "
                        + move.meaning() + " |")
                .collect(Collectors.joining("\n"));
    }

    private static String commands() {
        List<Move> commands = Arrays.stream(Move.values())
                .filter(move -> move.cause() == Cause.COMMAND && !move.from().isEmpty())
                .toList();
        String head = "| | " + commands.stream().map(Move::label).collect(Collectors.joining(" | ")) + " |";
        String rule = "|---".repeat(commands.size() + 1) + "|";
        String rows = Arrays.stream(Phase.values())
                .filter(phase -> phase != Phase.UNKNOWN)
                .map(phase -> "| " + phase.wireName() + " | "
                        + commands.stream()
                                .map(move -> move.fits(phase) ? "yes" : "")
                                .collect(Collectors.joining(" | "))
                        + " |")
                .collect(Collectors.joining("\n"));
        return String.join("\n", head, rule, rows);
    }

    /** Phases from which it leads to the same ones together, those in which it changes none last. */
    private static String ways(Move move) {
        Map<List<Phase>, List<Phase>> together = new LinkedHashMap<>();
        move.from()
                .forEach(from -> together.computeIfAbsent(move.to(from), absent -> new ArrayList<>())
                        .add(from));
        List<String> ways = new ArrayList<>();
        if (!move.first().isEmpty()) {
            ways.add("no rollout yet → " + words(move.first()));
        }
        together.forEach((to, from) -> {
            if (!to.isEmpty()) {
                ways.add(words(from) + " → " + words(to));
            }
        });
        if (together.containsKey(List.of())) {
            ways.add(words(together.get(List.of())) + ": stays");
        }
        return String.join("; ", ways);
    }

    private static boolean isEnd(Phase phase) {
        return phase == Phase.COMPLETED || phase == Phase.ROLLED_BACK;
    }

    private static String words(List<Phase> phases) {
        return phases.stream().map(Phase::wireName).collect(Collectors.joining(", "));
    }

    /** Mermaid takes no hyphen in a state's name. */
    private static String state(Phase phase) {
        return phase.wireName().replace('-', '_');
    }
}
