package dev.headgate.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The commands as picocli knows them. */
final class CommandLines {
    private CommandLines() {}

    /** The command of that path, {@code rollout start} for example. */
    static CommandLine of(List<String> path) {
        CommandLine line = Headgate.commandLine();
        for (String name : path) {
            line = line.getSubcommands().get(name);
        }
        return line;
    }

    /** The path of every command and every group. */
    static List<List<String>> paths() {
        List<List<String>> all = new ArrayList<>();
        collect(Headgate.commandLine(), List.of(), all);
        return all;
    }

    private static void collect(CommandLine line, List<String> path, List<List<String>> into) {
        line.getSubcommands().forEach((name, subcommand) -> {
            if (!name.equals("help")) {
                List<String> deeper =
                        Stream.concat(path.stream(), Stream.of(name)).toList();
                into.add(deeper);
                collect(subcommand, deeper, into);
            }
        });
    }
}
