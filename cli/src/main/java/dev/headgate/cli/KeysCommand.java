package dev.headgate.cli;

import picocli.CommandLine.Command;

/** {@code headgate keys}. */
@Command(
        name = "keys",
        description = "Makes, replaces and lists the keys with which commands and decisions are signed.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {KeysCreate.class, KeysRotate.class, KeysList.class},
        footer = {"", "Example:", "  headgate keys create --directory keys --name gate"})
final class KeysCommand extends CommandGroup {}
