package dev.headgate.executor;

import dev.headgate.executor.settings.ConfigurationException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The command line of the executor.
 *
 * @param config the configuration file, if one was named
 * @param settings {@code key=value} each, overriding file and environment
 * @param help whether only the usage was asked for
 */
record Arguments(Optional<Path> config, List<String> settings, boolean help) {

    static final String USAGE = """
            Usage: executor [--config FILE] [--set KEY=VALUE]...
              --config FILE     settings in YAML, or properties if the name ends in .properties
              --set KEY=VALUE   a single setting; overrides the file and the environment (HEADGATE_*)
              --help            this text
            Settings and their defaults: docs/CONFIGURATION.md
            """;

    /**
     * Reads the words.
     *
     * @throws ConfigurationException with every problem at once
     */
    static Arguments parse(List<String> words) {
        Optional<Path> config = Optional.empty();
        List<String> settings = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        boolean help = false;
        Iterator<String> rest = words.iterator();
        while (rest.hasNext()) {
            String word = rest.next();
            switch (word) {
                case "--config" -> config = value(word, rest, problems).map(Path::of);
                case "--set" -> value(word, rest, problems).ifPresent(settings::add);
                case "--help", "-h" -> help = true;
                default -> problems.add("unknown argument " + word + "; expected --config, --set or --help");
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return new Arguments(config, List.copyOf(settings), help);
    }

    private static Optional<String> value(String flag, Iterator<String> rest, List<String> problems) {
        if (rest.hasNext()) {
            return Optional.of(rest.next());
        }
        problems.add(flag + " needs a value");
        return Optional.empty();
    }
}
