package dev.headgate.cli;

import dev.headgate.cli.direct.DirectRollback;
import dev.headgate.cli.direct.SignedDecision;
import dev.headgate.cli.terminal.Text;
import dev.headgate.client.DirectDecisions;
import dev.headgate.client.DirectDecisions.Outcome;
import dev.headgate.documents.Parsed;
import dev.headgate.documents.PolicyReader;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Names;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.RolloutState;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code headgate rollback}. */
@Command(
        name = "rollback",
        description = {
            "Rolls back without the gate: for when it is dead.",
            "You sign the decision yourself, and the executor takes it if your key is among its "
                    + "trusted.operator.keys. While a gate lives, \"headgate rollout abort\" is the way."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:rolled back, confirmed by the executor",
            "1:not sent, not carried out, or not known in time",
            "2:not understood"
        },
        footer = {
            "",
            "Example:",
            "  headgate rollback --direct --service checkout --reason \"gate is down\" \\",
            "      --signing-key keys/alice.private.pem"
        })
final class RollbackCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private SigningOptions signing;

    @Mixin
    private OutputOption output;

    @Option(names = "--direct", description = "Without the gate. Must be given: nothing else is done here.")
    private boolean direct;

    @Option(names = "--service", paramLabel = "NAME", required = true, description = "The service.")
    private String service = "";

    @Option(
            names = "--runbook",
            paramLabel = "NAME",
            description = "The executor's runbook (default: the one that the rollout's policy names).")
    private @Nullable String runbook;

    @Option(names = "--although-alive", description = "Also if a gate has written the rollout's state just now.")
    private boolean althoughAlive;

    @Option(
            names = "--although-unknown",
            description = "Also if the executor's journal holds no shift of the rollout: it was lost, and you have seen"
                    + " which versions get traffic.")
    private boolean althoughUnknown;

    @Option(names = "--yes", description = "Do not ask for the service's name to be typed again.")
    private boolean yes;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description = "How long to wait for the executor (default: ${DEFAULT-VALUE}).")
    private int timeoutSeconds;

    @Override
    public Integer call() throws InterruptedException {
        check();
        var key = signing.key();
        RolloutState state = state();
        List<SignedDecision> decided = RolloutRecords.decisions(connection, state, key);
        DirectRollback rollback = new DirectRollback(
                state, decided.stream().map(SignedDecision::decision).toList());
        rollback.objection().ifPresent(why -> {
            throw new CommandFailure(why, "\"headgate rollout status --service " + service + "\" shows it.");
        });
        if (rollback.gateIsAlive(Instant.now()) && !althoughAlive) {
            throw new CommandFailure(
                    "a gate is alive: it wrote the rollout's state at " + state.updatedAt(),
                    "Use \"headgate rollout abort --service " + service
                            + "\", or give --although-alive if it does not answer.");
        }
        Decision decision = rollback.decide(runbook(state), signing.issuedBy(), signing.reason(), Instant.now());
        if (althoughUnknown) {
            decision = DirectRollback.althoughUnknown(decision);
        }
        SignedDecision.warning(decided, key.keyId())
                .ifPresent(warning -> spec.commandLine().getErr().println(warning));
        confirm(decision);
        return report(
                decision,
                new DirectDecisions(connection.client(), connection.catalogue(), key)
                        .writeAndAwait(decision, Duration.ofSeconds(timeoutSeconds)));
    }

    private void check() {
        if (!direct) {
            throw new ParameterException(
                    spec.commandLine(),
                    "say --direct for a rollback without the gate; with it use \"headgate rollout abort\"");
        }
        if (signing.reason().isBlank()) {
            throw new ParameterException(spec.commandLine(), "missing required option: '--reason=TEXT'");
        }
        if (timeoutSeconds < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--timeout must be at least 1 second, found " + timeoutSeconds);
        }
        try {
            Names.requireName("--service", service);
            Optional.ofNullable(runbook).ifPresent(name -> Names.requireName("--runbook", name));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private RolloutState state() {
        return RolloutStatus.read(connection).stream()
                .filter(state -> state.service().equals(service) && state.mode() != Mode.SHADOW)
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        "no rollout of " + service + " is known", "See \"headgate rollout status\"."));
    }

    private String runbook(RolloutState state) {
        if (runbook != null) {
            return runbook;
        }
        return PolicyTopic.text(connection, state.policyHash())
                .map(text -> PolicyReader.read(state.policyName(), text))
                .flatMap(parsed -> parsed instanceof Parsed.Valid<Policy> valid
                        ? Optional.of(valid.value().rollbackRunbook())
                        : Optional.empty())
                .orElseThrow(() -> new CommandFailure(
                        "the policy of " + state.rolloutId() + " is not kept, or not readable: its rollback runbook is"
                                + " not known",
                        "Name it with --runbook."));
    }

    private void confirm(Decision decision) {
        if (yes) {
            return;
        }
        PrintWriter err = spec.commandLine().getErr();
        err.println("This takes all traffic of " + service + " from " + decision.canary() + " ("
                + decision.from() + ") back to " + decision.baseline() + " by the runbook "
                + decision.runbook().name() + ", without any gate.");
        err.print("Type the service's name to go on: ");
        err.flush();
        if (!Typed.line().equals(service)) {
            throw new CommandFailure(
                    "that is not the service's name; nothing was sent", "Type " + service + ", or give --yes.");
        }
    }

    private int report(Decision decision, Outcome outcome) {
        if (outcome instanceof Outcome.Unusable unusable) {
            throw new CommandFailure(
                    "the decision could not be used: " + unusable.letter().cause() + ", "
                            + Text.visible(unusable.letter().detail()),
                    "Put your public key into the executor's directory trusted.operator.keys, or sign"
                            + " with another --signing-key.");
        }
        if (outcome instanceof Outcome.Executed executed) {
            return report(executed.execution());
        }
        boolean begun = outcome instanceof Outcome.Silence silence && silence.begun();
        throw new CommandFailure(
                decision.decisionId() + " was written, and "
                        + (begun ? "is being carried out but not done" : "no executor has taken it") + " after "
                        + timeoutSeconds + " s",
                begun
                        ? "Watch the executor's log, and the splitter itself."
                        : "See whether an executor runs on these topics; it carries the decision out when one comes"
                                + " within an hour.");
    }

    private int report(Execution execution) {
        PrintWriter out = spec.commandLine().getOut();
        boolean done = execution.status() == ExecutionStatus.SUCCEEDED;
        if (output.json()) {
            out.println(new String(new JsonCodec().write(execution), StandardCharsets.UTF_8));
        } else {
            out.println("decision  " + execution.decisionId());
            out.println("executor  " + execution.status().wireName() + ": " + Text.visible(execution.reason()));
            if (!done) {
                out.println("next      headgate executions list --service " + execution.service());
            }
        }
        if (!althoughUnknown) {
            DirectRollback.next(execution)
                    .ifPresent(next -> spec.commandLine().getErr().println(next));
        }
        return done ? ExitCode.DONE : ExitCode.FAILED;
    }
}
