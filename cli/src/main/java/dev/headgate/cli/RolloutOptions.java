package dev.headgate.cli;

import dev.headgate.client.Answer;
import dev.headgate.client.CommandSender;
import dev.headgate.client.EarlierGate;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Names;
import dev.headgate.schemas.model.RolloutState;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every signed command about a rollout takes: where, who, which rollout, how long to wait for the gate's answer. */
final class RolloutOptions {
    @Spec(Spec.Target.MIXEE)
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

    /** Refuses to go on without a reason: what overrides a policy is explained. */
    void requireReason() {
        if (signing.reason().isBlank()) {
            throw new ParameterException(spec.commandLine(), "missing required option: '--reason=TEXT'");
        }
    }

    /** Refuses to go on with a word that names nothing. */
    void requireName(String option, String word) {
        try {
            Names.requireName(option, word);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Signs and sends a command and waits for what comes of it.
     *
     * @param effects the decisions by which it is done; none where it is only recorded
     * @return the exit code: a refusal, a hold, and a record that nothing has come of it are failures
     */
    int send(Function<CommandHeader, Command> command, Set<DecisionKind> effects) throws InterruptedException {
        Duration timeout = answer.timeout();
        var key = signing.key();
        String id = Optional.ofNullable(rollout).orElseGet(this::latest);
        CommandHeader header = header(id);
        Command asked = command.apply(header);
        requireRead(asked);
        EnumSet<DecisionKind> answers = EnumSet.of(DecisionKind.REFUSE, DecisionKind.RECORD);
        answers.addAll(effects);
        Answer gate = new CommandSender(connection.client(), connection.catalogue(), key)
                .sendAndAwait(asked, answers, timeout);
        int exitCode = answer.report(gate, header, spec.commandLine().getOut());
        boolean done = !(gate instanceof Answer.Decided decided)
                || isDone(decided.decision().kind(), effects);
        return done ? exitCode : ExitCode.FAILED;
    }

    /** An answer that says what it is about goes to no gate that would take it for another one. */
    private void requireRead(Command command) {
        if (!EarlierGate.mayMisread(command)) {
            return;
        }
        RolloutStatus.read(connection).stream()
                .filter(state -> state.rolloutId().equals(command.header().rolloutId()))
                .flatMap(
                        state -> EarlierGate.misreads(command, state.situation().waitingFor()).stream())
                .findFirst()
                .ifPresent(why -> {
                    throw new CommandFailure(
                            why + "; nothing was sent",
                            "Answer that first, with neither --stage nor --question, or upgrade the gate; \"headgate"
                                    + " rollout abort\" rolls back now.");
                });
    }

    private static boolean isDone(DecisionKind kind, Set<DecisionKind> effects) {
        return kind != DecisionKind.HOLD && (effects.isEmpty() ? kind == DecisionKind.RECORD : effects.contains(kind));
    }

    private CommandHeader header(String id) {
        return new CommandHeader(
                UUID.randomUUID().toString(),
                UUID.randomUUID().toString(),
                service,
                id,
                signing.issuedBy(),
                Instant.now(),
                signing.reason());
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
