package dev.headgate.cli;

import dev.headgate.cli.init.Observed;
import dev.headgate.cli.init.ObservedTopics;
import dev.headgate.cli.init.PolicyDraft;
import dev.headgate.cli.init.Usual;
import dev.headgate.cli.terminal.Figures;
import dev.headgate.schemas.model.Names;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code headgate init}. */
@Command(
        name = "init",
        description = {
            "Drafts a policy for a service from its own telemetry: limits from its usual figures with "
                    + "headroom, operations that are worth a line, times that its traffic needs.",
            "It only watches until you take \"mode: observe\" out."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:drafted", "1:too little telemetry, or it could not be read or written", "2:not understood"},
        footer = {"", "Example:", "  headgate init --service checkout --minutes 60 --policy checkout.yaml"})
final class InitCommand implements Callable<Integer> {
    private static final int MOST_MINUTES = 1_440;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connection;

    @Option(names = "--service", paramLabel = "NAME", required = true, description = "The service.")
    private String service = "";

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "10",
            description = "How much of its latest telemetry is looked at (default: ${DEFAULT-VALUE}).")
    private int minutes;

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "Where to write it; never over another file (default: standard output).")
    private @Nullable Path policy;

    @Override
    public Integer call() {
        check();
        Instant now = Instant.now();
        Observed observed = new ObservedTopics(connection.client(), connection.catalogue())
                .read(service, now.minus(Duration.ofMinutes(minutes)).toEpochMilli());
        Usual usual = Usual.of(observed).orElseThrow(() -> tooLittle(observed));
        String draft = PolicyDraft.of(usual, now);
        if (policy == null) {
            spec.commandLine().getOut().print(draft);
            spec.commandLine().getOut().flush();
        } else {
            write(policy, draft);
            spec.commandLine()
                    .getOut()
                    .println("next      headgate policy explain " + policy + " " + PolicyDraft.traffic(usual));
        }
        return ExitCode.DONE;
    }

    private void check() {
        try {
            Names.requireName("--service", service);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        if (minutes < 1 || minutes > MOST_MINUTES) {
            throw new ParameterException(
                    spec.commandLine(), "--minutes is from 1 to " + MOST_MINUTES + ", found " + minutes);
        }
    }

    private CommandFailure tooLittle(Observed observed) {
        String seen = observed.requests() == 0
                ? "there is no telemetry of " + service + " in the last " + minutes + " minutes"
                : "there are only " + Figures.count(observed.requests()) + " requests of " + service + " in the last "
                        + minutes + " minutes";
        String others = observed.others().isEmpty()
                ? ""
                : " Seen were "
                        + String.join(", ", observed.others().stream().limit(10).toList()) + ".";
        return new CommandFailure(
                seen,
                observed.requests() == 0
                        ? "Publish an event for each request first (README.md, \"On a service of your own\"), and look at"
                                + " \"headgate dead-letters list\" if you do." + others
                        : "Wait for " + Figures.count(Usual.FEWEST_REQUESTS) + " requests of one version, or give more"
                                + " --minutes.");
    }

    private void write(Path file, String draft) {
        PrintWriter out = spec.commandLine().getOut();
        try {
            Files.writeString(file, draft, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailure(file + " exists already", "Give another --policy, or move it away.", e);
        } catch (IOException e) {
            throw new CommandFailure(
                    "cannot write " + file + ": " + Documents.why(e), "Give a --policy that can be written.", e);
        }
        out.println("drafted   " + file);
    }
}
