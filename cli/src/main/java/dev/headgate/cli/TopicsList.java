package dev.headgate.cli;

import dev.headgate.cli.terminal.Figures;
import dev.headgate.cli.terminal.Palette;
import dev.headgate.cli.terminal.TextTable;
import dev.headgate.schemas.topics.TopicSpec;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code headgate topics list}. */
@Command(
        name = "list",
        description = "Lists the topics of the catalogue: what is in them, and whether the cluster has them.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:listed, also when some are missing", "1:the cluster could not be asked", "2:not understood"},
        footer = {"", "Example:", "  headgate topics list -o json"})
final class TopicsList implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private OutputOption output;

    @Override
    public Integer call() throws InterruptedException {
        List<TopicSpec> topics = connection.catalogue().topics();
        Map<String, Integer> partitions = partitions(topics);
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            topics.forEach(topic -> out.println(json(topic, partitions)));
        } else {
            print(topics, partitions, out);
        }
        return ExitCode.DONE;
    }

    private Map<String, Integer> partitions(List<TopicSpec> topics) throws InterruptedException {
        try (Admin admin = Admin.create(connection.client())) {
            Set<String> present = admin.listTopics().names().get();
            List<String> ours = topics.stream()
                    .map(TopicSpec::name)
                    .filter(present::contains)
                    .toList();
            return admin.describeTopics(ours).allTopicNames().get().values().stream()
                    .collect(Collectors.toMap(
                            TopicDescription::name,
                            description -> description.partitions().size()));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
        }
    }

    private static void print(List<TopicSpec> topics, Map<String, Integer> partitions, PrintWriter out) {
        Palette palette = Terminal.palette();
        var table = new TextTable("topic", ">partitions", "key", "value", "kept");
        for (TopicSpec topic : topics) {
            Optional<Integer> found = Optional.ofNullable(partitions.get(topic.name()));
            table.row(
                    topic.name(),
                    found.map(Object::toString).orElse(palette.red("missing")),
                    topic.key(),
                    topic.value(),
                    topic.retention().map(TopicsList::days).orElse("compacted"));
        }
        table.lines(palette).forEach(out::println);
        if (partitions.size() < topics.size()) {
            out.println((topics.size() - partitions.size())
                    + " missing: \"headgate topics create\" makes them; is --topic-prefix right?");
        }
    }

    private static String days(Duration retention) {
        return Figures.count(retention.toDays()) + (retention.toDays() == 1 ? " day" : " days");
    }

    private static String json(TopicSpec topic, Map<String, Integer> partitions) {
        JsonMapper mapper = JsonMapper.shared();
        ObjectNode node = mapper.createObjectNode()
                .put("topic", topic.name())
                .put("exists", partitions.containsKey(topic.name()))
                .put("partitions", partitions.getOrDefault(topic.name(), 0))
                .put("key", topic.key())
                .put("value", topic.value());
        topic.schemaFile().ifPresent(file -> node.put("schema", file));
        ObjectNode configuration = node.putObject("configuration");
        topic.configuration().forEach(configuration::put);
        return mapper.writeValueAsString(node);
    }
}
