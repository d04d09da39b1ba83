package dev.headgate.cli;

import dev.headgate.cli.follow.FollowedRollout;
import dev.headgate.cli.follow.RolloutFeed;
import dev.headgate.cli.follow.WaitLines;
import dev.headgate.cli.terminal.Palette;
import dev.headgate.cli.watch.LiveTerminal;
import dev.headgate.cli.watch.Watching;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.RolloutState;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headgate rollout watch}. */
@Command(
        name = "watch",
        description = {
            "Shows a rollout live on the terminal: stages, charts of errors and p95 against their limits, verdicts,"
                    + " decisions, and what it waits for.",
            "It changes nothing. q or Ctrl-C leaves, and the rollout goes on. Without a terminal, or with --plain, it"
                    + " tells the same line by line until the rollout is over."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:somebody has seen enough, or it is over",
            "1:there is no such rollout, or it could not be asked",
            "2:not understood",
            "130:stopped by Ctrl-C"
        },
        footer = {
            "",
            "Examples:",
            "  headgate rollout watch --service checkout",
            "  headgate rollout watch checkout-2.4.1-5f0c2a17 --plain"
        })
final class RolloutWatch implements Callable<Integer> {
    private static final int INTERRUPTED = 130;
    private static final Duration SHOWN = Duration.ofMinutes(15);

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connection;

    @Parameters(
            arity = "0..1",
            paramLabel = "ROLLOUT",
            description = "The rollout's id (default: the latest one of the service, or of all).")
    private @Nullable String rollout;

    @Option(names = "--service", paramLabel = "NAME", description = "Only this service's.")
    private @Nullable String service;

    @Option(names = "--plain", description = "Print line by line, as when the output is not a terminal.")
    private boolean plain;

    @Override
    public Integer call() {
        Palette palette = plain ? Palette.PLAIN : Terminal.palette();
        try (RolloutFeed feed = RolloutFeed.open(connection.client(), connection.catalogue())) {
            RolloutState state = FoundRollout.real(connection, rollout, service);
            List<Evaluation> looks = RolloutRecords.evaluations(connection, state, SHOWN);
            List<Decision> decisions = RolloutRecords.decisions(connection, state);
            FollowedRollout found = FollowedRollout.found(
                    state,
                    decisions,
                    looks.stream().reduce((earlier, later) -> later),
                    RolloutRecords.asking(connection, state, decisions));
            Watching watching = new Watching(
                    feed::poll, found, FoundRollout.policy(connection, state), looks, InstantSource.system(), palette);
            return show(watching, new WaitLines(false, palette).head(state));
        }
    }

    private int show(Watching watching, String head) {
        PrintWriter out = spec.commandLine().getOut();
        Optional<LiveTerminal> terminal = plain || !Terminal.isWatched() ? Optional.empty() : LiveTerminal.open();
        if (terminal.isEmpty()) {
            out.println(head);
            watching.plain(out);
            return ExitCode.DONE;
        }
        try (LiveTerminal live = terminal.get()) {
            watching.live(live);
        }
        watching.last().forEach(out::println);
        out.flush();
        return terminal.get().interrupted() ? INTERRUPTED : ExitCode.DONE;
    }
}
