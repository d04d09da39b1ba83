package dev.headgate.cli;

import dev.headgate.cli.compare.Comparison;
import dev.headgate.cli.compare.ComparisonJson;
import dev.headgate.cli.compare.ComparisonText;
import dev.headgate.cli.compare.Meanwhile;
import dev.headgate.client.TopicReader;
import dev.headgate.schemas.codec.CodecException;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.ShadowId;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headgate rollout compare}. */
@Command(
        name = "compare",
        description = {
            "Shows where a rollout's shadow would have decided otherwise: each decision of either, and why.",
            "From the first difference in weights on, the shadow is hypothetical."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:shown",
            "1:there is no such rollout with a shadow, or it could not be asked",
            "2:not understood"
        },
        footer = {
            "",
            "Examples:",
            "  headgate rollout compare --service checkout",
            "  headgate rollout compare checkout-2.4.1-5f0c2a17 -o json"
        })
final class RolloutCompare implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private OutputOption output;

    @Parameters(
            arity = "0..1",
            paramLabel = "ROLLOUT",
            description = "The rollout's id (default: the latest one with a shadow).")
    private @Nullable String rollout;

    @Option(names = "--service", paramLabel = "NAME", description = "Only this service's rollouts.")
    private @Nullable String service;

    @Override
    public Integer call() {
        Comparison comparison = Comparison.latest(decisions(), this::wanted)
                .orElseThrow(() -> new CommandFailure(
                        (rollout == null ? "no rollout" : "no rollout " + rollout)
                                + (service == null ? "" : " of " + service) + " with a shadow is known",
                        "Start one with \"headgate rollout start --shadow FILE\"; decisions are kept for as long as"
                                + " their topic keeps them."));
        comparison = explained(comparison);
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            out.println(ComparisonJson.of(comparison));
        } else {
            ComparisonText.lines(comparison, Terminal.palette()).forEach(out::println);
        }
        return ExitCode.DONE;
    }

    private boolean wanted(Decision decision) {
        return (rollout == null || ShadowId.rolloutOf(rollout).equals(ShadowId.rolloutOf(decision.rolloutId())))
                && (service == null || service.equals(decision.service()));
    }

    /** Evaluations are many: only those around a decision that one side made alone are read. */
    private Comparison explained(Comparison comparison) {
        String topic = connection.catalogue().name(TopicCatalogue.GATE_EVALUATIONS);
        try (TopicReader reader = TopicReader.fromEnd(connection.client(), List.of(topic))) {
            return comparison.explained(instant -> evaluations(reader, instant));
        }
    }

    private static List<Evaluation> evaluations(TopicReader reader, Instant around) {
        JsonCodec codec = new JsonCodec();
        List<Evaluation> evaluations = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record :
                reader.between(around.minus(Meanwhile.REACH), around.plus(Meanwhile.REACH))) {
            try {
                evaluations.add(codec.readEvaluation(record.value()));
            } catch (CodecException unreadable) {
                // Somebody else's garbage explains nothing.
            }
        }
        return evaluations;
    }

    private List<Decision> decisions() {
        String topic = connection.catalogue().name(TopicCatalogue.GATE_DECISIONS);
        JsonCodec codec = new JsonCodec();
        List<Decision> decisions = new ArrayList<>();
        try (TopicReader reader = TopicReader.fromBeginning(connection.client(), List.of(topic))) {
            for (ConsumerRecord<byte[], byte[]> record : reader.toEnd()) {
                try {
                    decisions.add(codec.readDecision(record.value()));
                } catch (CodecException unreadable) {
                    spec.commandLine()
                            .getErr()
                            .println("partition " + record.partition() + " offset " + record.offset()
                                    + " is no decision: " + unreadable.getMessage());
                }
            }
        }
        return decisions;
    }
}
