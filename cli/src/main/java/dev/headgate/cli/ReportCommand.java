package dev.headgate.cli;

import picocli.CommandLine.Command;

/** {@code headgate report}. */
@Command(
        name = "report",
        description = "Tells what became of rollouts, as a page, Markdown or JSON, and makes badges.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ReportDeployment.class, ReportPeriod.class, ReportBadge.class},
        footer = {"", "Example:", "  headgate report deployment --service checkout --output checkout.html"})
final class ReportCommand extends CommandGroup {}
