package dev.headgate.cli;

import dev.headgate.cli.show.SituationText;
import dev.headgate.cli.terminal.Figures;
import dev.headgate.cli.terminal.Palette;
import dev.headgate.cli.terminal.Text;
import dev.headgate.cli.terminal.TextTable;
import dev.headgate.client.TopicReader;
import dev.headgate.schemas.codec.CodecException;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.ShadowId;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headgate rollout status}. */
@Command(
        name = "status",
        description = "Shows where each service's latest rollout stands, and what it waits for.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:shown", "1:the service has no rollout, or it could not be asked", "2:not understood"},
        footer = {"", "Example:", "  headgate rollout status --service checkout -o json"})
final class RolloutStatus implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private OutputOption output;

    @Option(names = "--service", paramLabel = "NAME", description = "Only this service; exit code 1 if it has none.")
    private @Nullable String service;

    @Override
    public Integer call() {
        List<RolloutState> all = read(connection);
        List<RolloutState> states = all.stream()
                .filter(state -> service == null || state.service().equals(service))
                .toList();
        PrintWriter out = spec.commandLine().getOut();
        if (states.isEmpty() && service != null) {
            throw new CommandFailure(
                    "no rollout of " + service + " is known",
                    all.isEmpty()
                            ? "There is none of any service yet: start one with \"headgate rollout start\"."
                            : "Known are rollouts of "
                                    + all.stream()
                                            .map(RolloutState::service)
                                            .distinct()
                                            .collect(Collectors.joining(", "))
                                    + ".");
        }
        if (output.json()) {
            JsonCodec codec = new JsonCodec();
            states.forEach(state -> out.println(new String(codec.write(state), StandardCharsets.UTF_8)));
        } else if (states.isEmpty()) {
            out.println("no rollouts yet");
        } else {
            table(states, Instant.now(), Terminal.palette()).forEach(out::println);
        }
        return ExitCode.DONE;
    }

    /** The latest state of each service, sorted by service, and behind it that of its shadow, if it has one. */
    static List<RolloutState> read(ConnectionOptions connection) {
        String topic = connection.catalogue().name(TopicCatalogue.GATE_ROLLOUTS);
        JsonCodec codec = new JsonCodec();
        SortedMap<String, RolloutState> latest = new TreeMap<>();
        try (TopicReader reader = TopicReader.fromBeginning(connection.client(), List.of(topic))) {
            for (ConsumerRecord<byte[], byte[]> record : reader.toEnd()) {
                readable(codec, record.value())
                        .ifPresent(state ->
                                latest.put(state.service() + (state.mode() == Mode.SHADOW ? "/shadow" : ""), state));
            }
        }
        Set<String> rollouts =
                latest.values().stream().map(RolloutState::rolloutId).collect(Collectors.toSet());
        return latest.values().stream()
                .filter(state ->
                        state.mode() != Mode.SHADOW || rollouts.contains(ShadowId.rolloutOf(state.rolloutId())))
                .sorted(Comparator.comparing(RolloutState::service).thenComparing(state -> state.mode() == Mode.SHADOW))
                .toList();
    }

    /** Somebody else's garbage must not keep anybody from rolling back. */
    private static Optional<RolloutState> readable(JsonCodec codec, byte @Nullable [] value) {
        try {
            return value == null ? Optional.empty() : Optional.of(codec.readRolloutState(value));
        } catch (CodecException unreadable) {
            return Optional.empty();
        }
    }

    /** A row for each, and under them what those wait for that wait. */
    static List<String> table(List<RolloutState> states, Instant now, Palette palette) {
        List<String> lines = new ArrayList<>(rows(states, now, palette));
        for (RolloutState state : states) {
            List<String> situation = SituationText.lines(state.situation(), now, palette);
            if (!situation.isEmpty()) {
                lines.add("");
                lines.add(palette.bold(state.rolloutId()));
                lines.addAll(Text.indent(situation, 2));
                lines.add("  " + palette.dim("more      headgate rollout show " + state.rolloutId()));
            }
        }
        return lines;
    }

    private static List<String> rows(List<RolloutState> states, Instant now, Palette palette) {
        var table = new TextTable("service", "versions", "phase", "stage", ">weight", ">since", "rollout", "reason");
        for (RolloutState state : states) {
            table.row(
                    state.service(),
                    state.baseline() + " → " + state.canary(),
                    phase(state, palette),
                    (state.stage() + 1) + "/" + state.stages(),
                    weight(state),
                    since(state, now),
                    state.rolloutId(),
                    hypothetical(state) + Text.visible(state.reason()));
        }
        return table.lines(palette);
    }

    private static String phase(RolloutState state, Palette palette) {
        String word = state.phase().wireName()
                + (state.mode() == Mode.OBSERVE || state.mode() == Mode.SHADOW
                        ? " (" + state.mode().wireName() + ")"
                        : "");
        return switch (state.phase()) {
            case SHIFTING, OBSERVING, WATCHING -> palette.cyan(word);
            case SCHEDULED, PREPARING, AWAITING, PAUSED -> palette.yellow(word);
            case COMPLETED -> palette.green(word);
            case ROLLING_BACK, ROLLED_BACK, ROLLBACK_FAILED -> palette.red(word);
            case UNKNOWN -> palette.yellow(word);
        };
    }

    private static String hypothetical(RolloutState state) {
        return state.hypotheticalSince()
                .map(since -> "hypothetical since " + since.truncatedTo(ChronoUnit.SECONDS) + ": ")
                .orElse("");
    }

    private static String weight(RolloutState state) {
        boolean shifting = state.phase() == Phase.SHIFTING || state.phase() == Phase.ROLLING_BACK;
        String confirmed = state.confirmedWeight().map(Object::toString).orElse(Figures.NONE);
        return shifting ? confirmed + " → " + state.desiredWeight() : confirmed;
    }

    private static String since(RolloutState state, Instant now) {
        Optional<Instant> stage = state.stageStartedAt();
        Duration since = Duration.between(stage.orElse(state.startedAt()), now);
        if (since.isNegative()) {
            return "in " + Figures.elapsed(since.negated());
        }
        return since.compareTo(Duration.ofHours(2)) < 0 ? Figures.elapsed(since) : since.toHours() + " h";
    }
}
