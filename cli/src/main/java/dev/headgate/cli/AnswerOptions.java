package dev.headgate.cli;

import dev.headgate.cli.terminal.DecisionText;
import dev.headgate.cli.terminal.Figures;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How long to wait for the gate's answer to a command, and how to tell it. */
final class AnswerOptions {
    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How long to wait for the gate's answer (default: ${DEFAULT-VALUE}).")
    private int timeoutSeconds;

    @Mixin
    private OutputOption output;

    /** The longest wait. */
    Duration timeout() {
        return Duration.ofSeconds(timeoutSeconds);
    }

    /**
     * Tells the answer.
     *
     * @return the exit code: a refusal is a failure
     * @throws CommandFailure if there was no answer
     */
    int report(Optional<Decision> answer, CommandHeader header, PrintWriter out) {
        Decision decision = answer.orElseThrow(() -> new CommandFailure(
                "rollout " + header.rolloutId() + ": the command was written, but the gate has not answered within "
                        + Figures.elapsed(timeout()),
                "See whether a gate runs and trusts your key (\"headgate dead-letters list\" shows commands it could not"
                        + " check), then look with \"headgate rollout status --service " + header.service() + "\"."));
        if (output.json()) {
            out.println(new String(new JsonCodec().write(decision), StandardCharsets.UTF_8));
        } else {
            boolean refused = decision.kind() == DecisionKind.REFUSE;
            out.println("rollout   " + decision.rolloutId());
            out.println("decision  " + DecisionText.line(decision, Terminal.palette()));
            if (!refused) {
                out.println("watch     headgate decisions tail --service " + decision.service());
            }
        }
        return decision.kind() == DecisionKind.REFUSE ? ExitCode.FAILED : ExitCode.DONE;
    }
}
