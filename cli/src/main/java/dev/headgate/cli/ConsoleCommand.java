package dev.headgate.cli;

import dev.headgate.console.ConsoleMain;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code headgate console}. */
@Command(
        name = "console",
        description = {
            "Runs a console: rollouts, decisions and commands as a page and an API. Stays until it is stopped.",
            "Prints a link that lets in whoever opens it first; docs/CONSOLE.md has tokens, OIDC and roles.",
            "Logs go to standard output; HEADGATE_LOG_FORMAT=json for programs."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "1:could not go on; the last lines say why",
            "2:not understood, or configured wrongly",
            "130:stopped by Ctrl-C; 143 by SIGTERM"
        },
        footer = {"", "Example:", "  headgate console --config console.yaml --set http.port=8421"})
final class ConsoleCommand implements Runnable {
    @Mixin
    private ProcessOptions process;

    @Option(names = "--rebuild", description = "Forget what data.directory holds, and read the log from its beginning.")
    private boolean rebuild;

    /** Ends the process with the exit code of the console's own main. */
    @Override
    public void run() {
        List<String> arguments = process.arguments();
        if (rebuild) {
            arguments.add("--rebuild");
        }
        ConsoleMain.main(arguments.toArray(String[]::new));
    }
}
