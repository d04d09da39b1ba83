package dev.headgate.cli;

import dev.headgate.console.report.Badge;
import dev.headgate.console.report.Reports;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headgate report badge}. */
@Command(
        name = "badge",
        description = {
            "Makes a badge (SVG): how a service's last rollout stands or ended, or how many succeeded.",
            "Reads the log itself, without a console that runs."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:written", "1:the log could not be read", "2:not understood"},
        footer = {"", "Example:", "  headgate report badge --service checkout --output checkout.svg"})
final class ReportBadge implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--service", required = true, paramLabel = "NAME", description = "The service.")
    private String service = "";

    @Option(
            names = "--success-rate",
            description = "How many of the rollouts of the last 30 days succeeded, instead of the last one.")
    private boolean successRate;

    @Mixin
    private ReportOptions options;

    @Override
    public Integer call() {
        Badge badge = options.ask(model -> {
            Reports reports = new Reports(model);
            return successRate ? reports.success(service, Instant.now()) : reports.lastRollout(service);
        });
        options.give(
                badge.svg().getBytes(StandardCharsets.UTF_8),
                Map.of("badge", badge.message()),
                spec.commandLine().getOut());
        return ExitCode.DONE;
    }
}
