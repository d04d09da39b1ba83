package dev.headgate.cli;

import picocli.CommandLine.Command;

/** {@code headgate runbook}. */
@Command(
        name = "runbook",
        description = "Checks, explains, shows and rehearses runbooks.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {RunbookValidate.class, RunbookExplain.class, RunbookRun.class, RunbookRehearse.class},
        footer = {"", "Example:", "  headgate runbook validate runbooks/shift-traffic.yaml"})
final class RunbookCommand extends CommandGroup {}
