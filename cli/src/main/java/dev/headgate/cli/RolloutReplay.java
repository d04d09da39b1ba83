package dev.headgate.cli;

import dev.headgate.cli.backtest.Progress;
import dev.headgate.cli.replay.RecordedFile;
import dev.headgate.cli.replay.RecordedTopics;
import dev.headgate.cli.replay.RecordingFile;
import dev.headgate.cli.replay.Replay;
import dev.headgate.cli.replay.ReplayLines;
import dev.headgate.cli.replay.Replayed;
import dev.headgate.cli.replay.RolloutRecording;
import dev.headgate.documents.configuration.ConfigurationException;
import dev.headgate.processor.config.GateConfiguration;
import dev.headgate.processor.judge.ReplayedJudge;
import dev.headgate.schemas.signing.TrustedKeys;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headgate rollout replay}. */
@Command(
        name = "replay",
        description = {
            "Decides a recorded rollout again, from what the judge was given, and compares every "
                    + "decision with the recorded one, byte by byte.",
            "",
            "It needs the configuration of the gate that decided: its time constants and its " + "trusted.keys."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every decision is identical",
            "1:the recording cannot be read",
            "2:not understood, or configured wrongly",
            "3:decisions differ, or are not signed by a key of --trusted-keys"
        },
        footer = {
            "",
            "Examples:",
            "  headgate rollout replay checkout-42 --config gate.yaml",
            "  headgate rollout replay checkout-42 --config gate.yaml --save checkout-42.rec",
            "  headgate rollout replay --from checkout-42.rec --config gate.yaml -o json"
        })
final class RolloutReplay implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ROLLOUT", arity = "0..1", description = "The rollout's id.")
    private @Nullable String rollout;

    @Mixin
    private ConnectionOptions connection;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration of the gate that decided, as \"headgate gate\" reads it.")
    private @Nullable Path config;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A single setting of that gate; overrides the file and the environment (HEADGATE_KEY).")
    private List<String> settings = List.of();

    @Option(
            names = "--trusted-keys",
            paramLabel = "DIRECTORY",
            description =
                    "The gate's public keys: recorded decisions that they have not signed are told; signals of a train count"
                            + " by them.")
    private @Nullable Path trustedKeys;

    @Option(names = "--save", paramLabel = "FILE", description = "Also write what is replayed to a file.")
    private @Nullable Path save;

    @Option(names = "--from", paramLabel = "FILE", description = "Replay such a file; needs no broker.")
    private @Nullable Path from;

    @Mixin
    private OutputOption output;

    @Override
    public Integer call() {
        GateConfiguration gate = configuration();
        TrustedKeys commanders = TrustedKeys.load(gate.trustedKeys().orElseThrow());
        Optional<TrustedKeys> gateKeys = Optional.ofNullable(trustedKeys).map(TrustedKeys::load);
        PrintWriter out = spec.commandLine().getOut();
        try (RolloutRecording recording = recording()) {
            Optional<TrustedKeys> otherGates = gate.trustedGateKeys().map(TrustedKeys::load);
            Optional<TrustedKeys> tellers =
                    Stream.concat(gateKeys.stream(), otherGates.stream()).reduce(TrustedKeys::plus);
            var judged =
                    new ReplayedJudge.Settings(gate.core(), recording.about().partitions(), commanders, tellers);
            Replayed replayed = run(new Replay(recording, judged, gateKeys));
            (output.json() ? ReplayLines.json(replayed) : ReplayLines.text(replayed, Terminal.palette()))
                    .forEach(out::println);
            return replayed.identical() ? ExitCode.DONE : ExitCode.PROBLEMS;
        }
    }

    private Replayed run(Replay replay) {
        var progress = new Progress(spec.commandLine().getErr(), Terminal.isWatched() && !output.json());
        Replayed replayed = replay.run(instant -> progress.at(() -> "replayed until "
                + instant.truncatedTo(ChronoUnit.SECONDS) + ", the last decision is of "
                + replay.lastRecorded().truncatedTo(ChronoUnit.SECONDS)));
        progress.done();
        return replayed;
    }

    private RolloutRecording recording() {
        RolloutRecording recording = source();
        return save == null ? recording : RecordingFile.of(recording, save);
    }

    private RolloutRecording source() {
        if (from != null && rollout == null) {
            return RecordedFile.open(from);
        }
        if (from == null && rollout != null) {
            return RecordedTopics.open(connection.client(), connection.catalogue(), rollout);
        }
        throw new ParameterException(
                spec.commandLine(), "give either the id of a rollout, or --from FILE with a recording");
    }

    /** The gate's own reader; how to reach the broker is told by this command's options. */
    private GateConfiguration configuration() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.putIfAbsent("HEADGATE_BOOTSTRAP_SERVERS", "127.0.0.1:9092");
        GateConfiguration gate;
        try {
            gate = GateConfiguration.read(Optional.ofNullable(config), environment, settings);
        } catch (ConfigurationException wrong) {
            throw new ParameterException(spec.commandLine(), problems(wrong.problems()), wrong);
        }
        if (gate.trustedKeys().isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "trusted.keys is missing: give the gate's --config, or --set trusted.keys=DIRECTORY");
        }
        return gate;
    }

    private static String problems(List<String> problems) {
        List<String> lines = new ArrayList<>(List.of("the gate's configuration is wrong:"));
        lines.addAll(problems);
        return String.join("\n  ", lines);
    }
}
