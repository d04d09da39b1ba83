package dev.headgate.cli;

import picocli.CommandLine.Command;

/** {@code headgate scenario}. */
@Command(
        name = "scenario",
        description = "Runs scenarios in virtual time.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = ScenarioRunCommand.class,
        footer = {"", "Example:", "  headgate scenario run examples/scenarios"})
final class ScenarioCommand extends CommandGroup {}
