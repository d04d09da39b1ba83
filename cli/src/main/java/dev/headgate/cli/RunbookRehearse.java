package dev.headgate.cli;

import dev.headgate.cli.runbook.Rehearsal;
import dev.headgate.executor.action.Actions;
import dev.headgate.executor.action.CommandAction;
import dev.headgate.executor.action.http.HttpAction;
import dev.headgate.executor.action.http.HttpRequests;
import dev.headgate.executor.action.traffic.TrafficShifter;
import dev.headgate.executor.action.traffic.TrafficTargets;
import dev.headgate.schemas.model.Runbook;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headgate runbook rehearse}. */
@Command(
        name = "rehearse",
        description = {
            "Does for real what a runbook marks `safe: true`, once each, as the executor would on this machine, "
                    + "and compares the time it took with its budget. What is not safe is shown as not run."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all that was rehearsed went well and in time",
            "1:a step failed or overran, nothing was rehearsed, or no file",
            "2:not understood, or a parameter does not fit",
            "3:the runbook may not be used"
        },
        footer = {"", "Example:", "  headgate runbook rehearse runbooks/rollback.yaml --set canary=2.4.1"})
final class RunbookRehearse implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The runbook.")
    private Path file = Path.of("");

    @Mixin
    private RunbookParameters parameters;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Optional<Runbook> runbook = Documents.runbook(file, spec.commandLine().getErr());
        if (runbook.isEmpty()) {
            return ExitCode.PROBLEMS;
        }
        String id = "rehearsal-" + UUID.randomUUID() + "/1";
        var rehearsal = new Rehearsal(parameters.bind(runbook.get()), actions(), id, Terminal.palette(), line -> {
            out.println(line);
            out.flush();
        });
        return rehearsal.run() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static Actions actions() {
        Map<String, String> environment = System.getenv();
        return new Actions(
                new TrafficShifter(new TrafficTargets()),
                new CommandAction(environment),
                new HttpAction(new HttpRequests(environment)));
    }
}
