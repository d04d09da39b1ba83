package dev.headgate.cli;

import picocli.CommandLine.Command;

/** {@code headgate dead-letters}. */
@Command(
        name = "dead-letters",
        description = "Shows what could not be used, and why; lets telemetry among it be read again.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {DeadLettersList.class, DeadLettersReplay.class},
        footer = {"", "Example:", "  headgate dead-letters list"})
final class DeadLettersCommand extends CommandGroup {}
