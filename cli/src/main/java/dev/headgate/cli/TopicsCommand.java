package dev.headgate.cli;

import picocli.CommandLine.Command;

/** {@code headgate topics}. */
@Command(
        name = "topics",
        description = "Makes, lists and describes the topics that Headgate uses.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {TopicsCreate.class, TopicsList.class, TopicsAcls.class, TopicsAsyncapi.class},
        footer = {"", "Example:", "  headgate topics create --bootstrap-servers 127.0.0.1:9092"})
final class TopicsCommand extends CommandGroup {}
