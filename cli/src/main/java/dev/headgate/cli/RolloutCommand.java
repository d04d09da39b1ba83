package dev.headgate.cli;

import picocli.CommandLine.Command;

/** {@code headgate rollout}. */
@Command(
        name = "rollout",
        description = "Starts, shows, steers, aborts, compares and replays rollouts.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RolloutStart.class,
            RolloutWait.class,
            RolloutWatch.class,
            RolloutStatus.class,
            RolloutShow.class,
            RolloutCompare.class,
            RolloutApprove.class,
            RolloutReject.class,
            RolloutTick.class,
            RolloutPause.class,
            RolloutResume.class,
            RolloutAdvance.class,
            RolloutStepBack.class,
            RolloutSetWeight.class,
            RolloutChangePolicy.class,
            RolloutAcknowledge.class,
            RolloutAbort.class,
            RolloutReplay.class
        },
        footer = {"", "Example:", "  headgate rollout status"})
final class RolloutCommand extends CommandGroup {}
