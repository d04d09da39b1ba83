package dev.headgate.cli;

import dev.headgate.cli.provision.Format;
import dev.headgate.cli.terminal.Palette;
import dev.headgate.schemas.topics.TopicCatalogue;
import dev.headgate.schemas.topics.TopicCreation;
import dev.headgate.schemas.topics.TopicSizing;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headgate topics create}. */
@Command(
        name = "create",
        description = {
            "Makes the topics that are missing and tells how existing ones differ.",
            "Partition counts of gate.*, executions and executor.journal must be equal and are never changed later."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all topics are there as asked for",
            "1:some differ, or it could not be done",
            "2:not understood"
        },
        footer = {
            "",
            "Examples:",
            "  headgate topics create --bootstrap-servers kafka:9092 --replication 3",
            "  headgate topics create --print              # a script for kafka-topics.sh",
            "  headgate topics create --print strimzi      # or terraform"
        })
final class TopicsCreate implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connection;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "8",
            description = "Partitions of the topics that judges share (default: ${DEFAULT-VALUE}).")
    private int partitions;

    @Option(
            names = "--telemetry-partitions",
            paramLabel = "N",
            defaultValue = "8",
            description = "Partitions of telemetry.* (default: ${DEFAULT-VALUE}).")
    private int telemetryPartitions;

    @Option(
            names = "--replication",
            paramLabel = "N",
            defaultValue = "3",
            description = "Replicas of each partition; 1 for a single broker (default: ${DEFAULT-VALUE}).")
    private short replication;

    @Option(
            names = "--journal",
            paramLabel = "NAME",
            description = "One more journal, without the prefix, for an executor beside others; may be repeated.")
    private List<String> journals = List.of();

    @Option(names = "--dry-run", description = "Also what an executor with dry.run=true needs: a journal, executions.")
    private boolean dryRun;

    @Option(
            names = "--print",
            arity = "0..1",
            paramLabel = "FORMAT",
            fallbackValue = "shell",
            converter = FormatConverter.class,
            description =
                    "Touch nothing: print what makes the topics, as shell (the format if none is named), strimzi or"
                            + " terraform.")
    private @Nullable Format print;

    @Override
    public Integer call() {
        TopicCatalogue catalogue = catalogue();
        PrintWriter out = spec.commandLine().getOut();
        if (print != null) {
            print.topics(catalogue).forEach(out::println);
            return ExitCode.DONE;
        }
        try (Admin admin = Admin.create(connection.client())) {
            return report(TopicCreation.create(admin, catalogue), out);
        }
    }

    private TopicCatalogue catalogue() {
        TopicCatalogue catalogue = connection.catalogue(sizing());
        try {
            for (String journal : journals) {
                catalogue = catalogue.andJournal(journal);
            }
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), "Give another --journal.", e);
        }
        return dryRun ? catalogue.andDryRun() : catalogue;
    }

    private Integer report(TopicCreation.Report report, PrintWriter out) {
        Palette palette = Terminal.palette();
        report.created().forEach(topic -> out.println(palette.green("created ") + topic));
        report.existing().stream()
                .filter(topic -> report.differences().stream().noneMatch(difference -> names(difference, topic)))
                .forEach(topic -> out.println(palette.dim("exists  ") + topic));
        report.differences().forEach(difference -> out.println(palette.red("differs ") + difference));
        if (!report.differences().isEmpty()) {
            throw new CommandFailure(
                    report.differences().size() + " topics are not as asked for",
                    "If they are in use, ask for the counts that they have (--partitions, --telemetry-partitions);"
                            + " otherwise delete them and run this again. Partition counts are never changed.");
        }
        return ExitCode.DONE;
    }

    private static boolean names(String difference, String topic) {
        return difference.contains(" " + topic + " ");
    }

    private TopicSizing sizing() {
        try {
            return new TopicSizing(telemetryPartitions, partitions, replication);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), "Give numbers of 1 and more.", e);
        }
    }
}
