package dev.headgate.cli;

import dev.headgate.cli.contract.AsyncApi;
import dev.headgate.cli.provision.Yaml;
import dev.headgate.schemas.access.AccessList;
import dev.headgate.schemas.access.Identities;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headgate topics asyncapi}. */
@Command(
        name = "asyncapi",
        description = {
            "Prints the contract of all topics as an AsyncAPI 3.0 document: channels, messages, who sends and receives.",
            "Values are described by JSON Schemas beside it, which --directory writes, too."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:printed or written", "1:it could not be written", "2:not understood"},
        footer = {
            "",
            "Examples:",
            "  headgate topics asyncapi",
            "  headgate topics asyncapi --directory contract    # with its schemas"
        })
final class TopicsAsyncapi implements Callable<Integer> {
    private static final String SCHEMAS = "schemas/";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--schemas",
            paramLabel = "PLACE",
            description = "Where the JSON Schemas are, seen from the document (default: " + SCHEMAS + ").")
    private String schemas = SCHEMAS;

    @Option(
            names = "--directory",
            paramLabel = "DIRECTORY",
            description = "Write asyncapi.yaml and its schemas there instead of printing the document.")
    private @Nullable Path directory;

    @Override
    public Integer call() {
        TopicCatalogue catalogue = new TopicCatalogue(TopicCatalogue.DEFAULT_PREFIX);
        AccessList access = new AccessList(catalogue, Identities.standard(TopicCatalogue.DEFAULT_PREFIX));
        if (directory == null) {
            lines(catalogue, access, schemas.endsWith("/") ? schemas : schemas + "/")
                    .forEach(spec.commandLine().getOut()::println);
        } else {
            write(directory, lines(catalogue, access, SCHEMAS));
        }
        return ExitCode.DONE;
    }

    private static List<String> lines(TopicCatalogue catalogue, AccessList access, String schemas) {
        List<String> lines = new ArrayList<>(List.of(
                "# Made by `headgate topics asyncapi` of the catalogue of topics, the list of rights and the JSON Schemas.",
                "# Partitions and replicas are those of `headgate topics create` unless it is told otherwise."));
        lines.addAll(Yaml.lines(new AsyncApi(catalogue, access, schemas).document()));
        return lines;
    }

    private static void write(Path directory, List<String> lines) {
        try {
            Path beside = Files.createDirectories(directory.resolve(SCHEMAS));
            for (String file : AsyncApi.schemaFiles()) {
                try (InputStream in = TopicCatalogue.class.getResourceAsStream("/" + SCHEMAS + file)) {
                    if (in == null) {
                        throw new IllegalStateException("this build lacks the schema " + file);
                    }
                    Files.copy(in, beside.resolve(file), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            Files.write(directory.resolve("asyncapi.yaml"), lines);
        } catch (IOException e) {
            throw new CommandFailure(
                    "cannot write into " + directory + ": " + Documents.why(e), "Give another --directory.", e);
        }
    }
}
