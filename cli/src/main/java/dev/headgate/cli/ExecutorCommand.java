package dev.headgate.cli;

import dev.headgate.executor.ExecutorMain;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code headgate executor}. */
@Command(
        name = "executor",
        description = {
            "Runs an executor: carries the gate's decisions out through runbooks. Stays until it is stopped.",
            "Logs go to standard output; HEADGATE_LOG_FORMAT=json for programs."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "1:could not go on; the last lines say why",
            "2:not understood, or configured wrongly",
            "130:stopped by Ctrl-C; 143 by SIGTERM"
        },
        footer = {"", "Example:", "  headgate executor --config executor.yaml --set runbooks=/etc/headgate/runbooks"})
final class ExecutorCommand implements Runnable {
    @Mixin
    private ProcessOptions process;

    /** Ends the process with the exit code of the executor's own main. */
    @Override
    public void run() {
        ExecutorMain.main(process.arguments().toArray(String[]::new));
    }
}
