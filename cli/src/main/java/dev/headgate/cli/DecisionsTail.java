package dev.headgate.cli;

import dev.headgate.cli.terminal.DecisionText;
import dev.headgate.cli.terminal.Figures;
import dev.headgate.cli.terminal.Palette;
import dev.headgate.cli.terminal.Text;
import dev.headgate.client.TopicReader;
import dev.headgate.schemas.codec.CodecException;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.signing.TrustedKeys;
import dev.headgate.schemas.signing.Verification;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headgate decisions tail}. */
@Command(
        name = "tail",
        description = "Prints decisions as they are written, until Ctrl-C.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the end was reached (--no-follow)",
            "1:the topic could not be read",
            "2:not understood",
            "130:stopped by Ctrl-C"
        },
        footer = {
            "",
            "Examples:",
            "  headgate decisions tail --service checkout",
            "  headgate decisions tail --no-follow -o json | jq .reason"
        })
final class DecisionsTail implements Callable<Integer> {
    private static final Duration POLL = Duration.ofMillis(500);

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private OutputOption output;

    @Option(names = "--service", paramLabel = "NAME", description = "Only this service.")
    private @Nullable String service;

    @Option(names = "--from-beginning", description = "Begin with the oldest decision that is kept.")
    private boolean fromBeginning;

    @Option(
            names = "--no-follow",
            description =
                    "End after the decisions that are there instead of waiting for more; implies --from-beginning.")
    private boolean noFollow;

    @Option(
            names = "--trusted-keys",
            paramLabel = "DIRECTORY",
            description = "The gate's public keys: decisions that they have not signed are marked.")
    private @Nullable Path trustedKeys;

    private final JsonCodec codec = new JsonCodec();

    @Override
    public Integer call() {
        Optional<TrustedKeys> keys = Optional.ofNullable(trustedKeys).map(TrustedKeys::load);
        List<String> topics = List.of(connection.catalogue().name(TopicCatalogue.GATE_DECISIONS));
        try (TopicReader reader = fromBeginning || noFollow
                ? TopicReader.fromBeginning(connection.client(), topics)
                : TopicReader.fromEnd(connection.client(), topics)) {
            if (noFollow) {
                long printed = reader.toEnd().stream()
                        .filter(record -> print(record, keys))
                        .count();
                if (printed == 0 && !output.json()) {
                    spec.commandLine()
                            .getOut()
                            .println(service == null ? "no decisions" : "no decisions about " + service);
                }
                return ExitCode.DONE;
            }
            PrintWriter out = spec.commandLine().getOut();
            while (!out.checkError()) {
                reader.poll(POLL).forEach(record -> print(record, keys));
            }
        }
        return ExitCode.DONE;
    }

    /** Whether there was something to print. */
    private boolean print(ConsumerRecord<byte[], byte[]> record, Optional<TrustedKeys> keys) {
        PrintWriter out = spec.commandLine().getOut();
        Decision decision;
        try {
            decision = codec.readDecision(record.value());
        } catch (CodecException e) {
            spec.commandLine()
                    .getErr()
                    .println("partition " + record.partition() + " offset " + record.offset() + " is no decision: "
                            + e.getMessage());
            return false;
        }
        if (service != null && !decision.service().equals(service)) {
            return false;
        }
        // The bytes as they are: they are what was signed.
        out.println(output.json() ? new String(record.value(), StandardCharsets.UTF_8) : text(record, decision, keys));
        out.flush();
        return true;
    }

    private static String text(ConsumerRecord<byte[], byte[]> record, Decision decision, Optional<TrustedKeys> keys) {
        Palette palette = Terminal.palette();
        Instant written = Instant.ofEpochMilli(record.timestamp()).truncatedTo(ChronoUnit.SECONDS);
        String doubt = keys.map(trusted -> trusted.verify(record.value(), record.headers()))
                .map(DecisionsTail::doubt)
                .orElse("");
        return palette.dim(written.toString()) + "  " + palette.bold(decision.service()) + " "
                + Text.left(versions(decision), 16) + "  " + palette.red(doubt)
                + DecisionText.line(decision, palette) + palette.dim(answer(decision));
    }

    // A question waits for an answer: how it is given stands beside it.
    static String answer(Decision decision) {
        return decision.kind() != DecisionKind.ASK || decision.recipients().isEmpty()
                ? ""
                : "; answer with \"headgate rollout approve --service " + decision.service() + " --role "
                        + Text.visible(decision.recipients().get(0)) + " --question " + decision.decisionId()
                        + "\", or \"reject\"";
    }

    // A refused command may name no versions; the gate writes "none" for each.
    private static String versions(Decision decision) {
        return decision.baseline().equals(decision.canary())
                ? Figures.NONE
                : decision.baseline() + " → " + decision.canary();
    }

    private static String doubt(Verification verification) {
        if (verification instanceof Verification.Valid) {
            return "";
        }
        if (verification instanceof Verification.Unsigned) {
            return "UNSIGNED ";
        }
        return verification instanceof Verification.UnknownKey ? "UNKNOWN KEY " : "FORGED ";
    }
}
