package dev.headgate.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code headgate executions hold}. */
@Command(
        name = "hold",
        description = {
            "Keeps executors from beginning advances and runs; rollbacks and steps back are carried out as ever.",
            "What has begun goes on to its end. Holds until it is released, over restarts; needs --reason."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:held in every partition",
            "1:an executor refused it, or did not answer in time",
            "2:not understood"
        },
        footer = {
            "",
            "Example:",
            "  headgate executions hold --reason \"freeze during the incident\" \\",
            "      --signing-key keys/operator.private.pem"
        })
final class ExecutionsHold implements Callable<Integer> {
    @Mixin
    private HoldOptions options;

    @Override
    public Integer call() throws InterruptedException {
        return options.order(true);
    }
}
