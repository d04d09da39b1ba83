package dev.headgate.cli;

import dev.headgate.cli.kafka.TopicReader;
import dev.headgate.cli.terminal.Text;
import dev.headgate.cli.terminal.TextTable;
import dev.headgate.schemas.codec.CodecException;
import dev.headgate.schemas.codec.DeadLetterHeaders;
import dev.headgate.schemas.model.DeadLetter;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
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

    /** A letter with the record that holds it. */
    private record Found(ConsumerRecord<byte[], byte[]> record, DeadLetter letter) {}

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit must be at least 1, found " + limit);
        }
        List<Found> letters =
                read().stream().flatMap(record -> letter(record).stream()).toList();
        List<Found> all = letters.stream()
                .filter(found -> cause == null || found.letter().cause().equals(cause))
                .toList();
        List<Found> latest = all.subList(Math.max(0, all.size() - limit), all.size());
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            latest.forEach(found -> out.println(json(found)));
        } else if (latest.isEmpty()) {
            out.println(none(letters));
        } else {
            print(latest, all.size(), out);
        }
        return ExitCode.DONE;
    }

    private List<ConsumerRecord<byte[], byte[]>> read() {
        String topic = connection.catalogue().name(TopicCatalogue.TELEMETRY_DEAD_LETTERS);
        try (TopicReader reader = TopicReader.fromBeginning(connection.client(), List.of(topic))) {
            return reader.toEnd();
        }
    }

    private Optional<Found> letter(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Optional.of(new Found(record, DeadLetterHeaders.read(record.headers())));
        } catch (CodecException e) {
            spec.commandLine()
                    .getErr()
                    .println("partition " + record.partition() + " offset " + record.offset() + " is no dead letter: "
                            + e.getMessage());
            return Optional.empty();
        }
    }

    private String none(List<Found> letters) {
        if (letters.isEmpty()) {
            return "no dead letters";
        }
        String causes = letters.stream()
                .map(found -> found.letter().cause())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return "no dead letters with the cause " + cause + "; there are some with " + causes;
    }

    private static void print(List<Found> latest, int all, PrintWriter out) {
        var table = new TextTable("refused at", "cause", "from", ">bytes", "why");
        for (Found found : latest) {
            DeadLetter letter = found.letter();
            table.row(
                    instant(found).toString(),
                    Text.visible(letter.cause()),
                    Text.visible(letter.topic()) + "/" + letter.partition() + "@" + letter.offset(),
                    Integer.toString(letter.originalSize()),
                    Text.visible(letter.detail()));
        }
        table.lines(Terminal.palette()).forEach(out::println);
        if (latest.size() < all) {
            out.println("the latest " + latest.size() + " of " + all + "; --limit shows more");
        }
    }

    private static String json(Found found) {
        DeadLetter letter = found.letter();
        ObjectNode node = JsonMapper.shared()
                .createObjectNode()
                .put("refusedAt", instant(found).toString())
                .put("cause", letter.cause())
                .put("detail", letter.detail())
                .put("application", letter.application())
                .put("topic", letter.topic())
                .put("partition", letter.partition())
                .put("offset", letter.offset())
                .put("originalSize", letter.originalSize())
                .put("sha256", letter.sha256())
                .put("truncated", letter.truncated())
                .put("valueStart", start(found.record().value()));
        return node.toString();
    }

    private static Instant instant(Found found) {
        return Instant.ofEpochMilli(found.record().timestamp()).truncatedTo(ChronoUnit.MILLIS);
    }

    private static String start(byte[] value) {
        String text = new String(value, StandardCharsets.UTF_8);
        return text.length() <= VALUE_SHOWN ? text : text.substring(0, VALUE_SHOWN) + "…";
    }
}
