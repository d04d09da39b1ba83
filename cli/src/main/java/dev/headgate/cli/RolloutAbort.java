package dev.headgate.cli;

import dev.headgate.cli.kafka.Answer;
import dev.headgate.cli.kafka.CommandSender;
import dev.headgate.schemas.model.AbortRollout;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.RolloutState;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headgate rollout abort}. */
@Command(
        name = "abort",
        description = "Rolls a service's live rollout back, whatever its policy says, and waits for the decision.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:rolls back", "1:refused, or no answer, or not sent", "2:not understood"},
        footer = {
            "",
            "Example:",
            "  headgate rollout abort --service checkout \\",
            "      --signing-key keys/alice.private.pem --reason \"wrong build\""
        })
final class RolloutAbort implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private SigningOptions signing;

    @Mixin
    private AnswerOptions answer;

    @Option(names = "--service", paramLabel = "NAME", required = true, description = "The service.")
    private String service = "";

    @Option(names = "--rollout", paramLabel = "ID", description = "Only this rollout (default: the service's latest).")
    private @Nullable String rollout;

    @Override
    public Integer call() throws InterruptedException {
        Duration timeout = answer.timeout();
        var key = signing.key();
        var header = new CommandHeader(
                UUID.randomUUID().toString(),
                UUID.randomUUID().toString(),
                service,
                Optional.ofNullable(rollout).orElseGet(this::latest),
                signing.issuedBy(),
                Instant.now(),
                signing.reason());
        Answer gate = new CommandSender(connection.client(), connection.catalogue(), key)
                .sendAndAwait(
                        new AbortRollout(header), EnumSet.of(DecisionKind.ROLLBACK, DecisionKind.REFUSE), timeout);
        return answer.report(gate, header, spec.commandLine().getOut());
    }

    private String latest() {
        return RolloutStatus.read(connection).stream()
                .filter(state -> state.service().equals(service) && state.mode() != Mode.SHADOW)
                .findFirst()
                .map(RolloutState::rolloutId)
                .orElseThrow(() -> new CommandFailure(
                        "no rollout of " + service + " is known",
                        "See \"headgate rollout status\", or name one with --rollout."));
    }
}
