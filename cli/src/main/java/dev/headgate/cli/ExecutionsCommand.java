package dev.headgate.cli;

import picocli.CommandLine.Command;

/** {@code headgate executions}. */
@Command(
        name = "executions",
        description = "Shows what executors did, step by step, answers them, and holds them back.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ExecutionsList.class,
            ExecutionsShow.class,
            ExecutionsConfirm.class,
            ExecutionsResolve.class,
            ExecutionsRetry.class,
            ExecutionsHold.class,
            ExecutionsRelease.class
        },
        footer = {"", "Example:", "  headgate executions list --service checkout --status failed"})
final class ExecutionsCommand extends CommandGroup {}
