package dev.headgate.cli;

import dev.headgate.cli.runbook.DryRun;
import dev.headgate.schemas.model.Runbook;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headgate runbook run --dry-run}. */
@Command(
        name = "run",
        description = {
            "Shows exactly what a runbook would do with these parameters: arguments, addresses, bodies, "
                    + "conditions; of secrets only where they stand. Nothing is done: what is done, the gate decides."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:shown",
            "1:the file cannot be read",
            "2:not understood, or a parameter does not fit",
            "3:the runbook may not be used"
        },
        footer = {
            "",
            "Example:",
            "  headgate runbook run --dry-run examples/runbooks/shift-traffic.yaml \\",
            "      --set canary=2.4.1 --set baseline=2.4.0 --set weight=5"
        })
final class RunbookRun implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The runbook.")
    private Path file = Path.of("");

    @Option(names = "--dry-run", required = true, description = "Only show it; there is nothing else this can do.")
    private boolean dryRun;

    @Mixin
    private RunbookParameters parameters;

    @Override
    public Integer call() {
        if (!dryRun) {
            throw new ParameterException(spec.commandLine(), "nothing but --dry-run is possible here");
        }
        PrintWriter out = spec.commandLine().getOut();
        Optional<Runbook> runbook = Documents.runbook(file, spec.commandLine().getErr());
        if (runbook.isEmpty()) {
            return ExitCode.PROBLEMS;
        }
        DryRun.lines(parameters.bind(runbook.get()), Terminal.palette()).forEach(out::println);
        return ExitCode.DONE;
    }
}
