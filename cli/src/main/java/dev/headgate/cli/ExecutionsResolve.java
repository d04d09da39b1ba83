package dev.headgate.cli;

import dev.headgate.schemas.model.ExecutionWord.Says;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code headgate executions resolve}. */
@Command(
        name = "resolve",
        description = {
            "Says what became of a step that a crash interrupted and that must not run twice: look first, then say.",
            "--done goes on with the next step, --failed fails it; it is not run again. Needs --reason."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:taken", "1:refused, not asked, no answer, or not sent", "2:not understood"},
        footer = {
            "",
            "Examples:",
            "  headgate executions resolve checkout-2.4.1-5f0c2a17/2 --step migrate \\",
            "      --done --reason \"the schema is at 42\" \\",
            "      --signing-key keys/alice.private.pem",
            "  headgate executions resolve checkout-2.4.1-5f0c2a17/2 --step migrate \\",
            "      --failed --reason \"the schema is at 41\" \\",
            "      --signing-key keys/alice.private.pem"
        })
final class ExecutionsResolve implements Callable<Integer> {
    @Mixin
    private WordOptions word;

    @Option(names = "--step", paramLabel = "STEP", required = true, description = "The step that is meant.")
    private String step = "";

    @ArgGroup(multiplicity = "1")
    private Outcome outcome = new Outcome();

    /** One of the two. */
    static final class Outcome {
        @Option(names = "--done", required = true, description = "It did what it should.")
        private boolean done;

        @Option(names = "--failed", required = true, description = "It did not, and is not to run again.")
        private boolean failed;
    }

    @Override
    public Integer call() throws InterruptedException {
        return word.say(outcome.done && !outcome.failed ? Says.DONE : Says.FAILED, Optional.of(step));
    }
}
