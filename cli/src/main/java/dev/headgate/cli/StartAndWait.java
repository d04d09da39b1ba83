package dev.headgate.cli;

import dev.headgate.cli.follow.FollowedRollout;
import dev.headgate.cli.follow.RolloutEnd;
import dev.headgate.cli.follow.RolloutFeed;
import dev.headgate.cli.follow.RolloutNews.Decided;
import dev.headgate.cli.follow.RolloutWaiting;
import dev.headgate.cli.follow.WaitDisplay;
import dev.headgate.cli.follow.WaitResult;
import dev.headgate.client.Answer;
import dev.headgate.client.CommandSender;
import dev.headgate.schemas.model.AbortRollout;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.StartRollout;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Model.CommandSpec;

/** {@code headgate rollout start --wait}: starts rollouts and stays until they have ended. */
final class StartAndWait {
    private final ConnectionOptions connection;
    private final AnswerOptions answer;
    private final WaitOptions waiting;
    private final CommandSpec spec;

    StartAndWait(ConnectionOptions connection, AnswerOptions answer, WaitOptions waiting, CommandSpec spec) {
        this.connection = connection;
        this.answer = answer;
        this.waiting = waiting;
        this.spec = spec;
    }

    /**
     * Starts them and waits.
     *
     * @param aborter whose word aborts them at an interrupt; empty if nobody's does
     * @return the exit code
     */
    int run(
            List<StartRollout> commands,
            Set<DecisionKind> firstDecisions,
            CommandSender sender,
            Optional<SigningOptions> aborter)
            throws InterruptedException {
        WaitDisplay display = waiting.display(answer.json(), commands.size() > 1);
        Starts starts = Starts.of(
                commands.stream().map(command -> command.header().service()).toList());
        try (RolloutFeed feed = RolloutFeed.open(connection.client(), connection.catalogue());
                var interruption = WaitInterruption.install(
                        spec.commandLine().getErr(),
                        starts,
                        aborter.map(signing -> service -> abort(of(service, commands), sender, signing)),
                        waiting::wipe)) {
            if (!answer.json()) {
                commands.forEach(command ->
                        spec.commandLine().getOut().println(waiting.lines(false).head(command)));
            }
            List<WaitResult> refused = refused(commands, begin(commands, firstDecisions, sender, starts), display);
            List<WaitResult> results = refused.isEmpty()
                    ? new RolloutWaiting(feed::poll, display, InstantSource.system(), waiting.patience())
                            .until(commands.stream()
                                    .map(StartRollout::header)
                                    .map(begun -> FollowedRollout.begin(begun.rolloutId(), begun.service()))
                                    .toList())
                    : refused;
            interruption.ended(results);
            waiting.summarise(results);
            return RolloutWaiting.exitCode(results);
        }
    }

    private List<Answer> begin(
            List<StartRollout> commands, Set<DecisionKind> firstDecisions, CommandSender sender, Starts starts)
            throws InterruptedException {
        try {
            return sender.sendAndAwait(
                    List.copyOf(commands),
                    firstDecisions,
                    answer.timeout(),
                    command -> starts.send(command.header().service(), () -> sender.send(command)));
        } catch (KafkaException failed) {
            if (commands.size() > 1 && starts.anySent()) {
                notAll();
            }
            throw failed;
        }
    }

    /** Those that were not begun; the rest of a train waits for them in vain, so nothing is waited for then. */
    private List<WaitResult> refused(List<StartRollout> commands, List<Answer> answers, WaitDisplay display) {
        List<WaitResult> refused = new ArrayList<>();
        for (int i = 0; i < commands.size(); i++) {
            CommandHeader header = commands.get(i).header();
            Answer gate = answers.get(i);
            if (gate instanceof Answer.Decided decided && decided.decision().kind() == DecisionKind.REFUSE) {
                refused.add(refusal(header, decided.decision(), display));
            } else if (gate instanceof Answer.Unusable || gate instanceof Answer.Silence) {
                throw unanswered(gate, header);
            }
        }
        if (!refused.isEmpty()) {
            display.ended(refused);
            if (commands.size() > refused.size()) {
                notAll();
            }
        }
        return refused;
    }

    private void notAll() {
        PrintWriter err = spec.commandLine().getErr();
        err.println("not every service of the train has started; those that have wait for the others:"
                + " abort them with \"headgate rollout abort --service NAME\"");
        err.flush();
    }

    private static WaitResult refusal(CommandHeader header, Decision decision, WaitDisplay display) {
        FollowedRollout nothing = FollowedRollout.begin(header.rolloutId(), header.service());
        Decided decided = new Decided(decision, decision.evaluatedAt());
        display.happened(decided, nothing);
        return new WaitResult(RolloutEnd.REFUSED, nothing.after(decided), Duration.ZERO);
    }

    private CommandFailure unanswered(Answer gate, CommandHeader header) {
        try {
            answer.report(gate, header, spec.commandLine().getOut());
            throw new IllegalStateException("an answer that says nothing was told: " + gate);
        } catch (CommandFailure told) {
            RolloutEnd end = gate instanceof Answer.Silence ? RolloutEnd.SILENT : RolloutEnd.REFUSED;
            return new CommandFailure(String.valueOf(told.getMessage()), told.remedy(), end.exitCode());
        }
    }

    private static CommandHeader of(String service, List<StartRollout> commands) {
        return commands.stream()
                .map(StartRollout::header)
                .filter(header -> header.service().equals(service))
                .findFirst()
                .orElseThrow();
    }

    private static void abort(CommandHeader begun, CommandSender sender, SigningOptions signing)
            throws InterruptedException {
        sender.send(new AbortRollout(new CommandHeader(
                UUID.randomUUID().toString(),
                UUID.randomUUID().toString(),
                begun.service(),
                begun.rolloutId(),
                signing.issuedBy(),
                Instant.now(),
                "the command that waited for it was interrupted")));
    }
}
