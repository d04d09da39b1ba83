package dev.headgate.cli.completion;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** A script for fish; picocli writes none. A line for each command, option and argument. */
final class FishCompletion {
    private final String name;
    private final List<String> paths = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();

    private FishCompletion(String name) {
        this.name = name;
    }

    static String of(String name, CommandLine line) {
        var completion = new FishCompletion(name);
        completion.command(line, "");
        return completion.text();
    }

    private String text() {
        String at = "__" + name + "_at";
        return """
                # Completes the words of %1$s in fish; written by `%1$s completion fish`.
                set -g __%1$s_commands %2$s
                function __%1$s_at --description 'Whether the words so far lead to this command'
                    set -l path
                    for word in (commandline -opc)[2..-1]
                        set -l deeper (string join ' ' -- $path $word)
                        contains -- $deeper $__%1$s_commands; and set path $deeper
                    end
                    test "$path" = "$argv"
                end
                complete -c %1$s -f
                """.formatted(name, paths.stream().map(FishCompletion::quoted).collect(Collectors.joining(" ")))
                + lines.stream()
                        .map(line -> "complete -c " + name + " -n '" + at + line + "\n")
                        .collect(Collectors.joining());
    }

    private void command(CommandLine line, String path) {
        CommandSpec spec = line.getCommandSpec();
        line.getSubcommands().forEach((word, subcommand) -> {
            CommandSpec below = subcommand.getCommandSpec();
            if (!below.usageMessage().hidden()) {
                String deeper = path.isEmpty() ? word : path + " " + word;
                paths.add(deeper);
                lines.add(at(path) + " -a " + word + " -d "
                        + quoted(sentence(below.usageMessage().description())));
                command(subcommand, deeper);
            }
        });
        spec.options().stream().filter(option -> !option.hidden()).forEach(option -> option(option, path));
        spec.positionalParameters().stream()
                .filter(parameter -> !parameter.hidden())
                .map(FishCompletion::values)
                .filter(values -> !values.isEmpty())
                .distinct()
                .forEach(values -> lines.add(at(path) + values));
    }

    private void option(OptionSpec option, String path) {
        StringBuilder words = new StringBuilder();
        for (String written : option.names()) {
            words.append(written.startsWith("--") ? " -l " + written.substring(2) : " -s " + written.substring(1));
        }
        boolean takesValue = option.arity().max() > 0;
        lines.add(at(path) + words + (takesValue ? " -r" + values(option) : "") + " -d "
                + quoted(sentence(option.description())));
    }

    // What may stand there, where that is known: words, or any file.
    private static String values(ArgSpec argument) {
        if (argument.completionCandidates() != null) {
            String words = StreamSupport.stream(argument.completionCandidates().spliterator(), false)
                    .collect(Collectors.joining(" "));
            return " -a " + quoted(words);
        }
        Class<?> type = argument.auxiliaryTypes()[0];
        return type == Path.class || type == File.class ? " -F" : "";
    }

    // Closes the quote that is open around the condition.
    private static String at(String path) {
        return path.isEmpty() ? "'" : " " + path + "'";
    }

    private static String sentence(String[] description) {
        String whole = String.join(" ", description).replace("%%", "%");
        int end = whole.indexOf(". ");
        String first = end < 0 ? whole : whole.substring(0, end);
        return first.replaceAll("\\s*\\(default: [^)]*\\)", "").replaceAll("\\.$", "");
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
