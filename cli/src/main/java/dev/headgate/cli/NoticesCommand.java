package dev.headgate.cli;

import picocli.CommandLine.Command;

/** {@code headgate notices}. */
@Command(
        name = "notices",
        description = "Checks whom the executor tells, and tries its channels.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {NoticesValidate.class, NoticesTry.class},
        footer = {"", "Example:", "  headgate notices validate notices.yaml"})
final class NoticesCommand extends CommandGroup {}
