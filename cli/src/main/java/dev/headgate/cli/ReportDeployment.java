package dev.headgate.cli;

import dev.headgate.console.report.DeploymentReport;
import dev.headgate.console.report.Reports;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headgate report deployment}. */
@Command(
        name = "deployment",
        description = {
            "Tells what became of a rollout: how it ended and why, stages, figures, verdicts, executions, people, policy.",
            "Reads the log itself, without a console that runs. The same log gives the same report."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:written", "1:there is no such rollout, or the log could not be read", "2:not understood"},
        footer = {
            "",
            "Examples:",
            "  headgate report deployment --service checkout --output checkout.html",
            "  headgate report deployment --rollout checkout-2.4.1-5f0c2a17 --format markdown"
        })
final class ReportDeployment implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private Which which = new Which();

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "Write it there, named after the rollout; with --output there instead.")
    private @Nullable Path directory;

    @Mixin
    private FormatOption format;

    @Mixin
    private ReportOptions options;

    /** Which rollout is meant. */
    static final class Which {
        @Option(names = "--rollout", paramLabel = "ID", description = "This rollout.")
        private @Nullable String rollout;

        @Option(names = "--service", paramLabel = "NAME", description = "This service's rollout that was begun last.")
        private @Nullable String service;
    }

    private record Written(DeploymentReport report, String text) {
        byte[] bytes() {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    @Override
    public Integer call() {
        Optional<Written> written = options.ask(model -> {
            Reports reports = new Reports(model);
            return Optional.ofNullable(which.rollout)
                    .or(() -> Optional.ofNullable(which.service)
                            .flatMap(reports::last)
                            .map(row -> row.rolloutId()))
                    .flatMap(reports::deployment)
                    .map(report -> new Written(
                            report, new String(reports.written(report, format.format()), StandardCharsets.UTF_8)));
        });
        Written found = written.orElseThrow(() -> new CommandFailure(
                which.rollout == null
                        ? "no rollout of " + which.service + " is known"
                        : "no rollout " + which.rollout + " is known",
                "\"headgate rollout status\" shows the latest one of each service; the log keeps decisions for as long"
                        + " as their topic does."));
        Map<String, String> told = Map.of(
                "rollout",
                found.report().rolloutId(),
                "outcome",
                found.report().outcome().word());
        PrintWriter out = spec.commandLine().getOut();
        Path into = directory;
        if (into == null) {
            options.give(found.bytes(), told, out);
        } else {
            options.giveTo(into.resolve(fileName(found.report().rolloutId())), found.bytes(), told, out);
        }
        return ExitCode.DONE;
    }

    /** A rollout's id is somebody's word: it names no other directory, and no hidden file. */
    private String fileName(String rolloutId) {
        String safe = rolloutId.replaceAll("[^A-Za-z0-9._-]", "_").replaceFirst("^\\.+", "_");
        return safe
                + switch (format.format()) {
                    case HTML -> ".html";
                    case MARKDOWN -> ".md";
                    case JSON -> ".json";
                };
    }
}
