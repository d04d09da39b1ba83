package dev.headgate.cli;

import dev.headgate.processor.GateMain;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code headgate gate}. */
@Command(
        name = "gate",
        description = {
            "Runs a gate: combines telemetry, judges rollouts, publishes decisions. Stays until it is stopped.",
            "Logs go to standard output; HEADGATE_LOG_FORMAT=json for programs."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "1:could not start or go on; the last lines say why",
            "2:not understood, or configured wrongly",
            "130:stopped by Ctrl-C; 143 by SIGTERM"
        },
        footer = {"", "Example:", "  headgate gate --config gate.yaml --set bootstrap.servers=kafka:9092"})
final class GateCommand implements Runnable {
    @Mixin
    private ProcessOptions process;

    @Option(
            names = "--only",
            paramLabel = "combine|judge",
            description = "Run only one of the two applications (default: both).")
    private @Nullable String only;

    /** Ends the process with the exit code of the gate's own main. */
    @Override
    public void run() {
        List<String> arguments = process.arguments();
        if (only != null) {
            arguments.addAll(List.of("--only", only));
        }
        GateMain.main(arguments.toArray(String[]::new));
    }
}
