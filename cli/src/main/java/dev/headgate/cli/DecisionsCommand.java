package dev.headgate.cli;

import picocli.CommandLine.Command;

/** {@code headgate decisions}. */
@Command(
        name = "decisions",
        description = "Shows what the gate decides.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = DecisionsTail.class,
        footer = {"", "Example:", "  headgate decisions tail --service checkout"})
final class DecisionsCommand extends CommandGroup {}
