package dev.headgate.cli;

import dev.headgate.cli.terminal.DecisionText;
import dev.headgate.cli.terminal.Figures;
import dev.headgate.cli.terminal.Text;
import dev.headgate.client.Answer;
import dev.headgate.schemas.codec.DeadLetterCause;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.DeadLetter;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.RolloutState;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How long to wait for the gate's answer to a command, and how to tell it. */
final class AnswerOptions {
    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How long to wait for the gate's answer (default: ${DEFAULT-VALUE}).")
    private int timeoutSeconds;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Mixin
    private OutputOption output;

    /** Whether programs read the answer. */
    boolean json() {
        return output.json();
    }

    /** The longest wait. */
    Duration timeout() {
        if (timeoutSeconds < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--timeout must be at least 1 second, found " + timeoutSeconds);
        }
        return Duration.ofSeconds(timeoutSeconds);
    }

    /**
     * Tells the answer.
     *
     * @return the exit code: a refusal is a failure
     * @throws CommandFailure if there was no answer, or the gate could not use the command
     */
    int report(Answer answer, CommandHeader header, PrintWriter out) {
        if (answer instanceof Answer.Decided decided) {
            return report(decided.decision(), out);
        }
        if (answer instanceof Answer.Waits waits) {
            return report(waits.state(), out);
        }
        if (answer instanceof Answer.Unusable unusable) {
            throw unusable(unusable.letter());
        }
        throw new CommandFailure(
                "rollout " + header.rolloutId() + ": the command was written, but the gate has not answered within "
                        + Figures.elapsed(timeout()),
                "See whether a gate runs on these topics, then look with \"headgate rollout status --service "
                        + header.service() + "\": the command is obeyed when one comes.");
    }

    private int report(Decision decision, PrintWriter out) {
        boolean refused = decision.kind() == DecisionKind.REFUSE;
        if (output.json()) {
            out.println(new String(new JsonCodec().write(decision), StandardCharsets.UTF_8));
        } else {
            out.println("rollout   " + decision.rolloutId());
            out.println("decision  " + DecisionText.line(decision, Terminal.palette()));
            if (!refused) {
                out.println("watch     headgate decisions tail --service " + decision.service());
            }
        }
        return refused ? ExitCode.FAILED : ExitCode.DONE;
    }

    private int report(RolloutState state, PrintWriter out) {
        if (output.json()) {
            out.println(new String(new JsonCodec().write(state), StandardCharsets.UTF_8));
        } else {
            out.println("rollout   " + state.rolloutId());
            out.println("waits     " + state.phase().wireName()
                    + state.situation().waitingFor().stream()
                            .map(each -> "; " + Text.visible(each.sentence()))
                            .collect(Collectors.joining()));
            out.println("next      headgate rollout show " + state.rolloutId());
        }
        return ExitCode.DONE;
    }

    private static CommandFailure unusable(DeadLetter letter) {
        boolean signature = Set.of(DeadLetterCause.UNKNOWN_KEY, DeadLetterCause.FORGED, DeadLetterCause.UNSIGNED)
                .contains(letter.cause());
        return new CommandFailure(
                "the gate could not use the command: " + letter.cause() + ", " + Text.visible(letter.detail()),
                signature
                        ? "Sign with a key that the gate trusts (--signing-key), or put your public key into its"
                                + " directory trusted.keys."
                        : "\"headgate dead-letters list --cause " + letter.cause() + "\" shows the record.");
    }
}
