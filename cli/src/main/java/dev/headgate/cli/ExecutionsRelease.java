package dev.headgate.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code headgate executions release}. */
@Command(
        name = "release",
        description = {
            "Lets executors begin advances and runs again. What has waited and is not too old is begun; needs --reason."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:released in every partition",
            "1:an executor refused it, or did not answer in time",
            "2:not understood"
        },
        footer = {
            "",
            "Example:",
            "  headgate executions release --reason \"incident is over\" \\",
            "      --signing-key keys/operator.private.pem"
        })
final class ExecutionsRelease implements Callable<Integer> {
    @Mixin
    private HoldOptions options;

    @Override
    public Integer call() throws InterruptedException {
        return options.order(false);
    }
}
