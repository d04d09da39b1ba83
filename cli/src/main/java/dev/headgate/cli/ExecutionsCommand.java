package dev.headgate.cli;

import picocli.CommandLine.Command;

/** {@code headgate executions}. */
@Command(
        name = "executions",
        description = "Shows what executors did: which decisions, how they ended, step by step.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ExecutionsList.class, ExecutionsShow.class},
        footer = {"", "Example:", "  headgate executions list --service checkout --status failed"})
final class ExecutionsCommand extends CommandGroup {}
