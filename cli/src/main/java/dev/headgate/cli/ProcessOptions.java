package dev.headgate.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the processes that stay are configured: a file, the environment, single settings; the later wins. */
final class ProcessOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings in YAML, or properties if the name says so.")
    private @Nullable String config;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A single setting; overrides the file and the environment (HEADGATE_KEY).")
    private List<String> settings = List.of();

    /** As the modules' own mains take them. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        if (config != null) {
            arguments.addAll(List.of("--config", config));
        }
        settings.forEach(setting -> arguments.addAll(List.of("--set", setting)));
        return arguments;
    }
}
