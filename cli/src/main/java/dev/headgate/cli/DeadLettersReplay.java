package dev.headgate.cli;

import dev.headgate.cli.deadletters.Choice;
import dev.headgate.cli.deadletters.Letters;
import dev.headgate.cli.deadletters.Planned;
import dev.headgate.cli.deadletters.ReplayPlan;
import dev.headgate.cli.kafka.LetterReplay;
import dev.headgate.cli.terminal.Text;
import dev.headgate.cli.terminal.TextTable;
import dev.headgate.schemas.model.DeadLetter;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code headgate dead-letters replay}. */
@Command(
        name = "replay",
        description = {
            "Writes refused telemetry again to the topic that it came from, for a gate that can read it by now: a newer "
                    + "release, or other limits.",
            "A letter is replayed once, whatever is killed; of a batch only what was refused. Without --cause, late and"
                    + " future ones are left out: they are as late as they were, and refused again unless the gate's"
                    + " limits were raised. Commands, decisions and executors' records are never replayed."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:replayed, also when there was nothing to replay",
            "1:some or all could not be written",
            "2:not understood"
        },
        footer = {
            "",
            "Examples:",
            "  headgate dead-letters replay --cause unsupported-schema --dry-run",
            "  headgate dead-letters replay --cause unsupported-schema --since 2h"
        })
final class DeadLettersReplay implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private OutputOption output;

    @Option(
            names = "--cause",
            paramLabel = "WORD",
            description = "Only letters with this cause; may be given several times.")
    private List<String> causes = List.of();

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            description = "Only what came from this topic, with or without the prefix; may be given several times.")
    private List<String> topics = List.of();

    @Option(
            names = {"--since", "--from"},
            paramLabel = "TIME",
            defaultValue = "7d",
            converter = ExecutionsOptions.SinceConverter.class,
            description = "Only what was refused since then: 30m, 12h or 7d ago, or a time as 2026-11-22T09:30:00Z"
                    + " (default: ${DEFAULT-VALUE}).")
    private Instant since = Instant.EPOCH;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = ExecutionsOptions.SinceConverter.class,
            description = "Only what was refused before then (default: up to now).")
    private @Nullable Instant to;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "10000",
            description = "At most so many, the oldest (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(
            names = "--again",
            description = "Also what was replayed before, and refused again. What was counted then is counted twice.")
    private boolean again;

    @Option(names = "--dry-run", description = "Only show what would be done.")
    private boolean dryRun;

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit must be at least 1, found " + limit);
        }
        TopicCatalogue catalogue = connection.catalogue();
        ReplayPlan plan = new ReplayPlan(
                catalogue,
                new Choice(
                        causes,
                        topics.stream().map(topic -> full(topic, catalogue)).toList(),
                        since,
                        Optional.ofNullable(to)),
                again,
                limit);
        Properties client = connection.client();
        if (dryRun) {
            show(plan.of(letters(LetterReplay.read(client, catalogue.name(TopicCatalogue.TELEMETRY_DEAD_LETTERS)))));
            return ExitCode.DONE;
        }
        try (LetterReplay replay = new LetterReplay(client, catalogue)) {
            List<Planned> planned = plan.of(letters(replay.letters()));
            replay(replay, replays(planned));
            show(planned);
        }
        return ExitCode.DONE;
    }

    private Letters letters(Letters letters) {
        letters.others().forEach(spec.commandLine().getErr()::println);
        return letters;
    }

    private static void replay(LetterReplay replay, List<Planned.Replay> replays) {
        int[] written = {0};
        try {
            replay.replay(replays, done -> written[0] = done);
        } catch (ProducerFencedException | InvalidProducerEpochException e) {
            throw new CommandFailure(
                    "another replay has begun; this one stopped after " + written[0] + " of " + replays.size(),
                    "What it has written is marked. Run one replay at a time.",
                    e);
        } catch (KafkaException e) {
            throw new CommandFailure(
                    "stopped after " + written[0] + " of " + replays.size() + ": " + Failures.message(e),
                    "Run the same command again: what is written is marked and not written twice.",
                    e);
        }
    }

    private static List<Planned.Replay> replays(List<Planned> planned) {
        return planned.stream()
                .filter(Planned.Replay.class::isInstance)
                .map(Planned.Replay.class::cast)
                .toList();
    }

    private static String full(String topic, TopicCatalogue catalogue) {
        boolean isShort =
                catalogue.topics().stream().anyMatch(known -> known.shortName().equals(topic));
        return isShort ? catalogue.name(topic) : topic;
    }

    private void show(List<Planned> planned) {
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            planned.forEach(each -> out.println(json(each)));
            return;
        }
        if (dryRun && !planned.isEmpty()) {
            table(planned).lines(Terminal.palette()).forEach(out::println);
        }
        if (planned.isEmpty()) {
            out.println("no dead letter is meant by that; \"headgate dead-letters list\" shows what there is");
            return;
        }
        List<Planned.Replay> replays = replays(planned);
        out.println((dryRun ? "would replay " : "replayed ")
                + replays.size()
                + (replays.size() == 1 ? " letter" : " letters")
                + told(counts(replays, each -> each.record().topic())));
        Map<String, Long> kept = counts(planned, each -> each instanceof Planned.Kept stays ? stays.sentence() : "");
        kept.forEach((why, count) -> {
            if (!why.isEmpty()) {
                out.println(count + " left out: " + why);
            }
        });
        if (!dryRun && !replays.isEmpty()) {
            out.println("What is refused again becomes a letter of its own: \"headgate dead-letters list\" shows it.");
        }
    }

    private static TextTable table(List<Planned> planned) {
        var table = new TextTable("refused at", "cause", "from", ">bytes", "replay");
        for (Planned each : planned) {
            DeadLetter why = each.letter().why();
            table.row(
                    each.letter().refusedAt().toString(),
                    Text.visible(why.cause()),
                    Text.visible(why.topic()) + "/" + why.partition() + "@" + why.offset(),
                    Integer.toString(why.originalSize()),
                    each instanceof Planned.Kept kept
                            ? "no: " + kept.reason()
                            : ((Planned.Replay) each).whole() ? "whole" : "its refused items");
        }
        return table;
    }

    private static <T> Map<String, Long> counts(List<T> all, Function<T, String> by) {
        return all.stream().collect(Collectors.groupingBy(by, TreeMap::new, Collectors.counting()));
    }

    private static String told(Map<String, Long> counts) {
        return counts.isEmpty()
                ? ""
                : counts.entrySet().stream()
                        .map(each -> each.getValue() + " to " + Text.visible(each.getKey()))
                        .collect(Collectors.joining(", ", ": ", ""));
    }

    private String json(Planned planned) {
        DeadLetter why = planned.letter().why();
        ObjectNode node = JsonMapper.shared()
                .createObjectNode()
                .put("letterPartition", planned.letter().place().partition())
                .put("letterOffset", planned.letter().place().offset())
                .put("refusedAt", planned.letter().refusedAt().toString())
                .put("cause", why.cause())
                .put("topic", why.topic())
                .put("partition", why.partition())
                .put("offset", why.offset());
        if (planned instanceof Planned.Kept kept) {
            node.put("action", "left-out").put("reason", kept.reason()).put("detail", kept.sentence());
        } else if (planned instanceof Planned.Replay replay) {
            node.put("action", dryRun ? "would-replay" : "replayed").put("whole", replay.whole());
        }
        return node.toString();
    }
}
