package dev.headgate.processor.process;

import dev.headgate.processor.config.ConfigurationException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The command line of the gate.
 *
 * @param config the configuration file, if one was named
 * @param applications which applications to run
 * @param settings {@code key=value} each, overriding file and environment
 * @param help whether only the usage was asked for
 */
record Arguments(Optional<Path> config, Set<GateApplication> applications, List<String> settings, boolean help) {

    static final String USAGE = """
            Usage: gate [--config FILE] [--only combine|judge] [--set KEY=VALUE]...
              --config FILE     settings in YAML, or properties if the name ends in .properties
              --only NAME       run only combine or only judge; both otherwise
              --set KEY=VALUE   a single setting; overrides the file and the environment (HEADGATE_*)
              --help            this text
            Settings and their defaults: docs/CONFIGURATION.md
            """;

    /** @throws ConfigurationException with every problem at once */
    static Arguments parse(List<String> words) {
        Optional<Path> config = Optional.empty();
        Set<GateApplication> applications = EnumSet.allOf(GateApplication.class);
        List<String> settings = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        boolean help = false;
        Iterator<String> rest = words.iterator();
        while (rest.hasNext()) {
            String word = rest.next();
            switch (word) {
                case "--config" -> config = value(word, rest, problems).map(Path::of);
                case "--only" ->
                    applications = value(word, rest, problems)
                            .flatMap(name -> application(name, problems))
                            .map(Set::of)
                            .orElse(applications);
                case "--set" -> value(word, rest, problems).ifPresent(settings::add);
                case "--help", "-h" -> help = true;
                default -> problems.add("unknown argument " + word + "; expected --config, --only, --set or --help");
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return new Arguments(config, applications, List.copyOf(settings), help);
    }

    private static Optional<String> value(String flag, Iterator<String> rest, List<String> problems) {
        if (rest.hasNext()) {
            return Optional.of(rest.next());
        }
        problems.add(flag + " needs a value");
        return Optional.empty();
    }

    private static Optional<GateApplication> application(String name, List<String> problems) {
        try {
            return Optional.of(GateApplication.valueOf(name.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException unknown) {
            problems.add("--only " + name + ": expected combine or judge");
            return Optional.empty();
        }
    }
}
