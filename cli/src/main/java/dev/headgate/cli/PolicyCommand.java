package dev.headgate.cli;

import picocli.CommandLine.Command;

/** {@code headgate policy}. */
@Command(
        name = "policy",
        description = "Checks, explains, compares and binds policies.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            PolicyValidate.class,
            PolicyExplain.class,
            PolicyDiffCommand.class,
            PolicyBind.class,
            PolicyUnbind.class
        },
        footer = {"", "Example:", "  headgate policy validate checkout.yaml"})
final class PolicyCommand extends CommandGroup {}
