package dev.headgate.cli;

import dev.headgate.schemas.model.ExecutionWord.Says;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code headgate executions retry}. */
@Command(
        name = "retry",
        description = {
            "Lets a step run again that a crash interrupted and that must not run twice: you vouch that it may.",
            "Of a rollback or step back that failed and waits for its next attempt: tries now. Needs --reason."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:taken", "1:refused, not asked, no answer, or not sent", "2:not understood"},
        footer = {
            "",
            "Example:",
            "  headgate executions retry checkout-2.4.1-5f0c2a17/2 \\",
            "      --reason \"no payment was made\" --signing-key keys/alice.private.pem"
        })
final class ExecutionsRetry implements Callable<Integer> {
    @Mixin
    private WordOptions word;

    @Override
    public Integer call() throws InterruptedException {
        return word.say(Says.RETRY, Optional.empty());
    }
}
