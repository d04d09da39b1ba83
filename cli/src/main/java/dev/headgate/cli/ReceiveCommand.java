package dev.headgate.cli;

import picocli.CommandLine.Command;

/** {@code headgate receive}. */
@Command(
        name = "receive",
        description = "Receives what other systems tell, and publishes it as telemetry.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ReceiveAlertmanager.class, ReceiveAccessLog.class},
        footer = {"", "Example:", "  headgate receive alertmanager --port 9095 --token-file token.txt"})
final class ReceiveCommand extends CommandGroup {}
