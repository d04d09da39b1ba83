package dev.headgate.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was written behind a process's name.
 *
 * @param config the configuration file, if one was named
 * @param settings {@code key=value} each, overriding file and environment
 * @param own values of the options that only this process has
 * @param help whether only the usage was asked for
 * @param problems what could not be understood, a sentence each
 */
public record CommandLine(
        Optional<Path> config, List<String> settings, Map<String, String> own, boolean help, List<String> problems) {

    private static final String CONFIG = "--config";
    private static final String SET = "--set";
    private static final String HELP = "--help";

    /** Copies the collections. */
    public CommandLine {
        settings = List.copyOf(settings);
        own = Map.copyOf(own);
        problems = List.copyOf(problems);
    }

    /**
     * Reads the words; what cannot be understood becomes a problem.
     *
     * @param ownOptions options with a value that only this process has, as {@code --only}
     */
    public static CommandLine parse(List<String> words, List<String> ownOptions) {
        Optional<Path> config = Optional.empty();
        List<String> settings = new ArrayList<>();
        Map<String, String> own = new LinkedHashMap<>();
        boolean help = false;
        List<String> problems = new ArrayList<>();
        Iterator<String> rest = words.iterator();
        while (rest.hasNext()) {
            String word = rest.next();
            if (word.equals(CONFIG)) {
                config = value(word, rest, problems).map(Path::of);
            } else if (word.equals(SET)) {
                value(word, rest, problems).ifPresent(settings::add);
            } else if (ownOptions.contains(word)) {
                value(word, rest, problems).ifPresent(value -> own.put(word, value));
            } else if (word.equals(HELP) || word.equals("-h")) {
                help = true;
            } else {
                problems.add("unknown argument " + word + "; expected " + expected(ownOptions));
            }
        }
        return new CommandLine(config, settings, own, help, problems);
    }

    private static Optional<String> value(String option, Iterator<String> rest, List<String> problems) {
        if (rest.hasNext()) {
            return Optional.of(rest.next());
        }
        problems.add(option + " needs a value");
        return Optional.empty();
    }

    private static String expected(List<String> ownOptions) {
        return Stream.concat(Stream.of(CONFIG), Stream.concat(ownOptions.stream(), Stream.of(SET)))
                        .collect(Collectors.joining(", "))
                + " or " + HELP;
    }
}
