package dev.headgate.cli;

import picocli.CommandLine.Command;

/** {@code headgate rollout}. */
@Command(
        name = "rollout",
        description = "Starts, shows, compares and aborts rollouts.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {RolloutStart.class, RolloutStatus.class, RolloutCompare.class, RolloutAbort.class},
        footer = {"", "Example:", "  headgate rollout status"})
final class RolloutCommand extends CommandGroup {}
