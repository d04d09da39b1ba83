package dev.headgate.cli;

import dev.headgate.cli.executions.ExecutionJson;
import dev.headgate.cli.executions.ExecutionText;
import dev.headgate.cli.executions.Recorded;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headgate executions show}. */
@Command(
        name = "show",
        description = {
            "Shows everything that was done about one decision.",
            "Each attempt with its steps: how long they took, how long they might have, what they printed, and which "
                    + "weight was read back."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:shown", "1:nothing of it is known, or it could not be asked", "2:not understood"},
        footer = {
            "",
            "Examples:",
            "  headgate executions show checkout-2.4.1-5f0c2a17/3",
            "  headgate executions show checkout-2.4.1-5f0c2a17/3#2 -o json | jq .steps"
        })
final class ExecutionsShow implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ExecutionsOptions options;

    @Mixin
    private OutputOption output;

    @Parameters(paramLabel = "ID", description = "A decision's id; with # and a number only that attempt.")
    private String id = "";

    @Override
    public Integer call() {
        List<Recorded> attempts = options.read().stream()
                .filter(one -> one.execution().decisionId().equals(id)
                        || one.execution().executionId().equals(id))
                .toList();
        if (attempts.isEmpty()) {
            throw new CommandFailure(
                    "nothing was recorded of " + id,
                    "\"headgate executions list\" shows what was; --since looks further back. A decision that still"
                            + " waits for its turn is in \"headgate decisions tail --from-beginning\" alone.");
        }
        Instant now = Instant.now();
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            attempts.forEach(attempt -> out.println(ExecutionJson.of(attempt, now)));
        } else {
            ExecutionText.lines(attempts, now, Terminal.palette()).forEach(out::println);
        }
        return ExitCode.DONE;
    }
}
