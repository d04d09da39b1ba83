package dev.headgate.cli;

import dev.headgate.cli.executions.ExecutionText;
import dev.headgate.cli.show.Shown;
import dev.headgate.cli.show.ShownJson;
import dev.headgate.cli.show.ShownText;
import dev.headgate.cli.terminal.Palette;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.io.PrintWriter;
import java.time.Instant;
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

/** {@code headgate rollout show}. */
@Command(
        name = "show",
        description = {
            "Shows everything of one rollout: where it stands, what it waits for and until when, its "
                    + "checklists, its verdicts and decisions, and the command to type next."
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

    @Override
    public Integer call() {
        RolloutState state = FoundRollout.of(connection, rollout, service);
        List<Decision> decisions = RolloutRecords.decisions(connection, state);
        Shown shown = new Shown(
                state,
                FoundRollout.policy(connection, state),
                decisions,
                RolloutRecords.evaluation(connection, state),
                RolloutRecords.asking(connection, state, decisions),
                hold());
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            out.println(ShownJson.of(shown));
        } else {
            ShownText.lines(shown, Instant.now(), Terminal.palette()).forEach(out::println);
        }
        return ExitCode.DONE;
    }

    private Optional<String> hold() {
        String journal = connection.catalogue().prefix() + TopicCatalogue.EXECUTOR_JOURNAL;
        return ExecutionText.hold(ExecutionRecords.holds(connection, journal), Palette.PLAIN);
    }
}
