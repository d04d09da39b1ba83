package dev.headgate.cli;

import picocli.CommandLine.Command;

/** {@code headgate runbook}. */
@Command(
        name = "runbook",
        description = "Checks runbooks.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = RunbookValidate.class,
        footer = {"", "Example:", "  headgate runbook validate runbooks/shift-traffic.yaml"})
final class RunbookCommand extends CommandGroup {}
