package dev.headgate.cli;

import dev.headgate.cli.terminal.Text;
import dev.headgate.client.HoldOrders;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What holding and releasing executors have in common. */
final class HoldOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private SigningOptions signing;

    @Mixin
    private OutputOption output;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How long to wait for the executors (default: ${DEFAULT-VALUE}).")
    private int timeoutSeconds;

    /** Writes the order, waits, reports; the exit code. */
    int order(boolean held) throws InterruptedException {
        if (signing.reason().isBlank()) {
            throw new ParameterException(spec.commandLine(), "missing required option: '--reason=TEXT'");
        }
        if (timeoutSeconds < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--timeout must be at least 1 second, found " + timeoutSeconds);
        }
        HoldOrders.Outcome outcome = new HoldOrders(connection.client(), connection.catalogue(), signing.key())
                .writeAndAwait(
                        new HoldOrders.Order(
                                held,
                                signing.issuedBy(),
                                signing.reason(),
                                UUID.randomUUID().toString(),
                                Instant.now()),
                        Duration.ofSeconds(timeoutSeconds));
        String word = held ? "held" : "released";
        if (output.json()) {
            ObjectNode node = JsonMapper.shared()
                    .createObjectNode()
                    .put("order", word)
                    .put("partitions", outcome.partitions())
                    .put("taken", outcome.taken());
            outcome.refusals().forEach(node.putArray("refusals")::add);
            spec.commandLine().getOut().println(node);
        } else {
            spec.commandLine()
                    .getOut()
                    .println(word + " in " + outcome.taken() + " of " + outcome.partitions() + " partitions");
            if (held && outcome.taken() > 0) {
                spec.commandLine().getOut().println("next  headgate executions release --reason TEXT");
            }
        }
        if (!outcome.refusals().isEmpty()) {
            throw new CommandFailure(
                    "the executor refused: " + Text.visible(String.join("; ", outcome.refusals())),
                    "Put your public key into the executor's directory trusted.operator.keys, or sign with another"
                            + " --signing-key.");
        }
        if (outcome.taken() < outcome.partitions()) {
            throw new CommandFailure(
                    outcome.partitions() - outcome.taken() + " partitions did not answer within " + timeoutSeconds
                            + " s",
                    "See whether an executor runs on these topics; one that comes obeys.");
        }
        return ExitCode.DONE;
    }
}
