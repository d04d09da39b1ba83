package dev.headgate.cli;

import dev.headgate.cli.RecordingOptions.TimeConverter;
import dev.headgate.cli.backtest.TimeRange;
import dev.headgate.cli.backtest.TopicInput;
import dev.headgate.cli.backtest.TopicInput.Content;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Recorded telemetry in the topics of a running installation. */
final class TopicOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connection;

    @Option(
            names = "--from-topic",
            description = "Read the requests retained in telemetry.requests instead of files; needs --service.")
    private boolean requests;

    @Option(
            names = "--from-sketches",
            description = "Read gate.sketches, where requests are combined by the second already; needs --service.")
    private boolean sketches;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "With --from-topic and --from-sketches: only what was completed then or later.")
    private @Nullable Long from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "With --from-topic and --from-sketches: only what was completed before.")
    private @Nullable Long to;

    /** What is to be read; empty if it is not asked for. */
    Optional<TopicInput> input(Optional<String> service, long slackSeconds) {
        if (!requests && !sketches) {
            if (from != null || to != null) {
                throw misunderstood("--from and --to go with --from-topic or --from-sketches");
            }
            return Optional.empty();
        }
        if (requests && sketches) {
            throw misunderstood("give --from-topic or --from-sketches, not both");
        }
        if (service.isEmpty()) {
            throw misunderstood("a topic holds every service: give --service NAME");
        }
        if (from != null && to != null && from >= to) {
            throw misunderstood("--from must lie before --to");
        }
        String topic = requests ? TopicCatalogue.TELEMETRY_REQUESTS : TopicCatalogue.GATE_SKETCHES;
        return Optional.of(new TopicInput(
                connection.client(),
                connection.catalogue().name(topic),
                requests ? Content.REQUESTS : Content.SKETCHES,
                new TimeRange(optional(from), optional(to)),
                slackSeconds));
    }

    private ParameterException misunderstood(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }

    private static OptionalLong optional(@Nullable Long time) {
        return time == null ? OptionalLong.empty() : OptionalLong.of(time);
    }
}
