package dev.headgate.cli;

import dev.headgate.cli.follow.FollowedRollout;
import dev.headgate.cli.follow.RolloutFeed;
import dev.headgate.cli.follow.RolloutWaiting;
import dev.headgate.cli.follow.WaitDisplay;
import dev.headgate.cli.follow.WaitResult;
import dev.headgate.schemas.model.RolloutState;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headgate rollout wait}. */
@Command(
        name = "wait",
        description = {
            "Waits until a rollout has ended, and says by the exit code how: for pipelines.",
            "It changes nothing: Ctrl-C ends the waiting, and the rollout goes on by itself."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:completed",
            "1:there is no such rollout, or it could not be asked",
            "2:not understood",
            "10:rolled back by its policy",
            "11:the rollback failed: a person must act",
            "12:aborted by a person, or ended before anything was shifted",
            "14:still running after --wait-timeout; it goes on by itself",
            "15:nothing was heard of it for --silence",
            "130:stopped by Ctrl-C"
        },
        footer = {
            "",
            "Examples:",
            "  headgate rollout wait --service checkout --wait-timeout 45m",
            "  headgate rollout wait checkout-2.4.1-5f0c2a17 -o json | tail -n 1 | jq .end"
        })
final class RolloutWait implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private OutputOption output;

    @Mixin
    private WaitOptions waiting;

    @Parameters(arity = "0..1", paramLabel = "ROLLOUT", description = "The rollout's id.")
    private @Nullable String rollout;

    @Option(names = "--service", paramLabel = "NAME", description = "Its service: the latest rollout of it.")
    private @Nullable String service;

    @Override
    public Integer call() {
        if (rollout == null && service == null) {
            throw new ParameterException(spec.commandLine(), "say which: ROLLOUT or --service NAME");
        }
        try (RolloutFeed feed = RolloutFeed.open(connection.client(), connection.catalogue())) {
            RolloutState state = FoundRollout.real(connection, rollout, service);
            FollowedRollout found = FollowedRollout.found(
                    state, RolloutRecords.decisions(connection, state), RolloutRecords.evaluation(connection, state));
            WaitDisplay display = waiting.display(output.json(), false);
            if (!output.json()) {
                spec.commandLine().getOut().println(waiting.lines(false).head(state));
            }
            try (var interruption = WaitInterruption.install(
                    spec.commandLine().getErr(), Starts.ofBegun(state.service()), Optional.empty(), waiting::wipe)) {
                List<WaitResult> results = new RolloutWaiting(
                                feed::poll, display, InstantSource.system(), waiting.patience())
                        .until(List.of(found));
                waiting.summarise(results);
                return RolloutWaiting.exitCode(results);
            }
        }
    }
}
