package dev.headgate.cli;

import dev.headgate.cli.kafka.TopicStretch;
import dev.headgate.cli.show.Shown;
import dev.headgate.cli.show.ShownJson;
import dev.headgate.cli.show.ShownText;
import dev.headgate.documents.Parsed;
import dev.headgate.documents.PolicyReader;
import dev.headgate.schemas.codec.CodecException;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headgate rollout show}. */
@Command(
        name = "show",
        description = {
            "Shows everything of one rollout: where it stands, what it waits for and until when, its",
            "checklists, its verdicts and decisions, and the command to type next."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:shown", "1:there is no such rollout, or it could not be asked", "2:not understood"},
        footer = {
            "",
            "Examples:",
            "  headgate rollout show --service checkout",
            "  headgate rollout show checkout-2.4.1-5f0c2a17 -o json | jq .next"
        })
final class RolloutShow implements Callable<Integer> {
    private static final Duration LAST_EVALUATIONS = Duration.ofMinutes(2);

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private OutputOption output;

    @Parameters(
            arity = "0..1",
            paramLabel = "ROLLOUT",
            description = "The rollout's id (default: the latest one of the service, or of all).")
    private @Nullable String rollout;

    @Option(names = "--service", paramLabel = "NAME", description = "Only this service's.")
    private @Nullable String service;

    private final JsonCodec codec = new JsonCodec();

    @Override
    public Integer call() {
        RolloutState state = latest();
        Shown shown = new Shown(state, policy(state), decisions(state), evaluation(state));
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            out.println(ShownJson.of(shown));
        } else {
            ShownText.lines(shown, Instant.now(), Terminal.palette()).forEach(out::println);
        }
        return ExitCode.DONE;
    }

    // Of each service its latest rollout is kept, and that one's shadow.
    private RolloutState latest() {
        return RolloutStatus.read(connection).stream()
                .filter(state -> service == null || state.service().equals(service))
                .filter(state -> rollout == null || state.rolloutId().equals(rollout))
                .max((one, other) -> one.updatedAt().compareTo(other.updatedAt()))
                .orElseThrow(() -> new CommandFailure(
                        (rollout == null ? "no rollout" : "no rollout " + rollout)
                                + (service == null ? "" : " of " + service) + " is known",
                        "\"headgate rollout status\" shows the latest one of each service; earlier ones are in"
                                + " \"headgate decisions tail --from-beginning\"."));
    }

    private Optional<Policy> policy(RolloutState state) {
        return PolicyTopic.text(connection, state.policyHash())
                .map(text -> PolicyReader.read(state.policyName(), text))
                .flatMap(parsed ->
                        parsed instanceof Parsed.Valid<Policy> valid ? Optional.of(valid.value()) : Optional.empty());
    }

    private List<Decision> decisions(RolloutState state) {
        return of(state, TopicCatalogue.GATE_DECISIONS, state.startedAt(), codec::readDecision).stream()
                .filter(decision -> decision.rolloutId().equals(state.rolloutId()))
                .toList();
    }

    private Optional<Evaluation> evaluation(RolloutState state) {
        Instant from = state.updatedAt().minus(LAST_EVALUATIONS);
        List<Evaluation> evaluations = of(state, TopicCatalogue.GATE_EVALUATIONS, from, codec::readEvaluation).stream()
                .filter(each -> each.rolloutId().equals(state.rolloutId()))
                .toList();
        return evaluations.isEmpty() ? Optional.empty() : Optional.of(evaluations.get(evaluations.size() - 1));
    }

    private <T> List<T> of(RolloutState state, String topic, Instant from, Function<byte[], T> read) {
        List<T> found = new ArrayList<>();
        try (TopicStretch stretch = TopicStretch.open(
                connection.client(),
                connection.catalogue().name(topic),
                Optional.of(state.service()),
                from.minusSeconds(1).toEpochMilli(),
                Long.MAX_VALUE)) {
            for (var record = stretch.next(); record.isPresent(); record = stretch.next()) {
                try {
                    found.add(read.apply(record.get().value()));
                } catch (CodecException unreadable) {
                    // Somebody else's garbage is not shown; `decisions tail` tells of it.
                }
            }
        }
        return found;
    }
}
