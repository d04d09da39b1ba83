package dev.headgate.cli;

import dev.headgate.cli.deadletters.Letter;
import dev.headgate.cli.deadletters.Letters;
import dev.headgate.cli.terminal.Text;
import dev.headgate.cli.terminal.TextTable;
import dev.headgate.client.TopicReader;
import dev.headgate.schemas.model.DeadLetter;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code headgate dead-letters list}. */
@Command(
        name = "list",
        description = "Lists the latest records that could not be used: why, and where they came from.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:listed, also when there are none", "1:the topic could not be read", "2:not understood"},
        footer = {"", "Example:", "  headgate dead-letters list --cause not-json -o json"})
final class DeadLettersList implements Callable<Integer> {
    private static final int VALUE_SHOWN = 60;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private OutputOption output;

    @Option(names = "--cause", paramLabel = "WORD", description = "Only those with this cause.")
    private @Nullable String cause;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "At most so many, the latest (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit must be at least 1, found " + limit);
        }
        Letters read = Letters.of(read());
        read.others().forEach(spec.commandLine().getErr()::println);
        List<Letter> letters = read.all();
        List<Letter> all = letters.stream()
                .filter(found -> cause == null || found.why().cause().equals(cause))
                .toList();
        List<Letter> latest = all.subList(Math.max(0, all.size() - limit), all.size());
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            latest.forEach(found -> out.println(json(found, read.replayed().containsKey(found.place()))));
        } else if (latest.isEmpty()) {
            out.println(none(letters));
        } else {
            print(latest, read, all.size(), out);
        }
        return ExitCode.DONE;
    }

    private List<ConsumerRecord<byte[], byte[]>> read() {
        String topic = connection.catalogue().name(TopicCatalogue.TELEMETRY_DEAD_LETTERS);
        try (TopicReader reader = TopicReader.fromBeginning(connection.client(), List.of(topic))) {
            return reader.toEnd();
        }
    }

    private String none(List<Letter> letters) {
        if (letters.isEmpty()) {
            return "no dead letters";
        }
        String causes = letters.stream()
                .map(found -> found.why().cause())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return "no dead letters with the cause " + cause + "; there are some with " + causes;
    }

    private static void print(List<Letter> latest, Letters read, int all, PrintWriter out) {
        var table = new TextTable("refused at", "by", "cause", "from", ">bytes", "replayed", "why");
        for (Letter found : latest) {
            DeadLetter letter = found.why();
            table.row(
                    found.refusedAt().toString(),
                    Text.visible(letter.application()),
                    Text.visible(letter.cause()),
                    Text.visible(letter.topic()) + "/" + letter.partition() + "@" + letter.offset(),
                    Integer.toString(letter.originalSize()),
                    read.replayed().containsKey(found.place()) ? "yes" : "-",
                    Text.visible(letter.detail()));
        }
        table.lines(Terminal.palette()).forEach(out::println);
        if (latest.size() < all) {
            out.println("the latest " + latest.size() + " of " + all + "; --limit shows more");
        }
    }

    private static String json(Letter found, boolean replayed) {
        DeadLetter letter = found.why();
        ObjectNode node = JsonMapper.shared()
                .createObjectNode()
                .put("refusedAt", found.refusedAt().toString())
                .put("cause", letter.cause())
                .put("detail", letter.detail())
                .put("application", letter.application())
                .put("topic", letter.topic())
                .put("partition", letter.partition())
                .put("offset", letter.offset())
                .put("originalSize", letter.originalSize())
                .put("sha256", letter.sha256())
                .put("truncated", letter.truncated())
                .put("letterPartition", found.place().partition())
                .put("letterOffset", found.place().offset())
                .put("replayed", replayed)
                .put("valueStart", start(found.record().value()));
        return node.toString();
    }

    private static String start(byte[] value) {
        String text = new String(value, StandardCharsets.UTF_8);
        return text.length() <= VALUE_SHOWN ? text : text.substring(0, VALUE_SHOWN) + "…";
    }
}
