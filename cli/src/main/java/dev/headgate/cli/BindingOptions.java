package dev.headgate.cli;

import dev.headgate.client.Answer;
import dev.headgate.client.CommandSender;
import dev.headgate.schemas.model.BindPolicy;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Names;
import dev.headgate.schemas.model.PolicyText;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.UUID;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What binding a policy to a service, or taking it back, takes. */
final class BindingOptions {
    private static final int SHORT_ID = 8;

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

    /** Binds the policy; an empty text takes the binding back. */
    int send(PolicyText policy) throws InterruptedException {
        try {
            Names.requireName("--service", service);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        Duration timeout = answer.timeout();
        var header = new CommandHeader(
                UUID.randomUUID().toString(),
                UUID.randomUUID().toString(),
                service,
                service + "-binding-" + UUID.randomUUID().toString().substring(0, SHORT_ID),
                signing.issuedBy(),
                Instant.now(),
                signing.reason());
        Answer gate = new CommandSender(connection.client(), connection.catalogue(), signing.key())
                .sendAndAwait(
                        new BindPolicy(header, policy), EnumSet.of(DecisionKind.RECORD, DecisionKind.REFUSE), timeout);
        return answer.report(gate, header, spec.commandLine().getOut());
    }
}
