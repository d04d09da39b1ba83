package dev.headgate.cli;

import dev.headgate.cli.runbook.RunbookExplanation;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Runbook;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headgate runbook explain}. */
@Command(
        name = "explain",
        description = {
            "Says in plain sentences what a runbook does: in which order, how long at most, what happens "
                    + "on a failure and after a crash, and where it does not do what it seems to."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:explained, perhaps with traps",
            "1:a file cannot be read",
            "2:not understood",
            "3:the runbook or the policy may not be used"
        },
        footer = {"", "Example:", "  headgate runbook explain examples/runbooks/shift-and-announce.yaml"})
final class RunbookExplain implements Callable<Integer> {
    /** What a policy has that does not say otherwise. */
    private static final Duration USUAL_VALIDITY = Duration.ofSeconds(60);

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The runbook.")
    private Path file = Path.of("");

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "The policy that calls it: its decisionValidity is what counts (default: 60s).")
    private @Nullable Path policy;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Optional<Runbook> runbook = Documents.runbook(file, err);
        Optional<Duration> validity = policy == null
                ? Optional.of(USUAL_VALIDITY)
                : Documents.policy(policy, err).map(Policy::decisionValidity);
        if (runbook.isEmpty() || validity.isEmpty()) {
            return ExitCode.PROBLEMS;
        }
        RunbookExplanation.lines(runbook.get(), validity.get(), Terminal.palette())
                .forEach(out::println);
        return ExitCode.DONE;
    }
}
