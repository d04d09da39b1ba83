package dev.headgate.cli;

import dev.headgate.schemas.model.ExecutionWord.Says;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code headgate executions confirm}. */
@Command(
        name = "confirm",
        description = {
            "Answers a runbook's question: yes lets it go on with the next step, no fails the step that asks.",
            "The first answer counts; who gave it, when and why stands in the execution. Needs --reason."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:taken", "1:refused, not asked, no answer, or not sent", "2:not understood"},
        footer = {
            "",
            "Examples:",
            "  headgate executions confirm checkout-2.4.1-5f0c2a17/2 --yes \\",
            "      --reason \"replica is 2 s behind\" --signing-key keys/alice.private.pem",
            "  headgate executions confirm checkout-2.4.1-5f0c2a17/2 --no \\",
            "      --reason \"replica is broken\" --signing-key keys/alice.private.pem"
        })
final class ExecutionsConfirm implements Callable<Integer> {
    @Mixin
    private WordOptions word;

    @ArgGroup(multiplicity = "1")
    private Answer answer = new Answer();

    /** One of the two. */
    static final class Answer {
        @Option(names = "--yes", required = true, description = "It may go on.")
        private boolean yes;

        @Option(names = "--no", required = true, description = "It may not.")
        private boolean no;
    }

    @Override
    public Integer call() throws InterruptedException {
        return word.say(answer.yes && !answer.no ? Says.YES : Says.NO, Optional.empty());
    }
}
