package dev.headgate.cli;

import dev.headgate.cli.kafka.Answer;
import dev.headgate.cli.kafka.CommandSender;
import dev.headgate.documents.Parsed;
import dev.headgate.documents.PolicyHash;
import dev.headgate.documents.PolicyReader;
import dev.headgate.documents.Problem;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Names;
import dev.headgate.schemas.model.PolicyText;
import dev.headgate.schemas.model.ShadowId;
import dev.headgate.schemas.model.StartRollout;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code headgate rollout start}. */
@Command(
        name = "start",
        description = {
            "Starts a rollout and waits for the gate's answer: its first decision, or a refusal.",
            "The policy travels with the rollout; changing the file later changes nothing.",
            "With --shadow a second policy is judged beside it: what it would decide is published and never carried out."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:started", "1:refused, or no answer, or not sent", "2:not understood"},
        footer = {
            "",
            "Example:",
            "  headgate rollout start --service checkout --canary 2.4.1 --baseline 2.4.0 \\",
            "      --policy checkout.yaml --signing-key keys/alice.private.pem \\",
            "      --reason \"release 2.4.1\""
        })
final class RolloutStart implements Callable<Integer> {
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

    @Option(names = "--canary", paramLabel = "VERSION", required = true, description = "The version to roll out.")
    private String canary = "";

    @Option(
            names = "--baseline",
            paramLabel = "VERSION",
            required = true,
            description = "The version that holds the traffic.")
    private String baseline = "";

    @Option(names = "--policy", paramLabel = "FILE", required = true, description = "The policy.")
    private Path policy = Path.of("");

    @Option(
            names = "--shadow",
            paramLabel = "FILE",
            description = "A second policy, judged on the same traffic and never acted upon; see rollout compare.")
    private @Nullable Path shadow;

    @Option(
            names = "--rollout",
            paramLabel = "ID",
            description = "The rollout's id (default: made of service, canary and a random end).")
    private @Nullable String rollout;

    @Override
    public Integer call() throws InterruptedException {
        checkNames();
        Duration timeout = answer.timeout();
        StartRollout command = command();
        CommandSender sender = new CommandSender(connection.client(), connection.catalogue(), signing.key());
        Answer gate = sender.sendAndAwait(command, EnumSet.of(DecisionKind.PROMOTE, DecisionKind.REFUSE), timeout);
        int code = answer.report(gate, command.header(), spec.commandLine().getOut());
        if (code == ExitCode.DONE && shadow != null && !answer.json()) {
            spec.commandLine()
                    .getOut()
                    .println("compare   headgate rollout compare "
                            + command.header().rolloutId());
        }
        return code;
    }

    private StartRollout command() {
        String id = Optional.ofNullable(rollout)
                .orElseGet(() -> service + "-" + canary + "-"
                        + UUID.randomUUID().toString().substring(0, 8));
        var header = new CommandHeader(
                UUID.randomUUID().toString(),
                UUID.randomUUID().toString(),
                service,
                id,
                signing.issuedBy(),
                Instant.now(),
                signing.reason());
        return policies(header);
    }

    // All mistakes of both are shown before anything is sent.
    private StartRollout policies(CommandHeader header) {
        List<Path> files = new ArrayList<>();
        List<PolicyText> read = new ArrayList<>();
        List<Path> bad = new ArrayList<>();
        files.add(policy);
        Optional.ofNullable(shadow).ifPresent(files::add);
        for (Path file : files) {
            Optional<String> text = checked(file);
            text.ifPresent(good -> read.add(PolicyHash.textOf(name(file), good)));
            if (text.isEmpty()) {
                bad.add(file);
            }
        }
        if (!bad.isEmpty()) {
            String which = bad.get(0).equals(policy) ? "the policy" : "the shadow policy";
            throw new CommandFailure(
                    (bad.size() > 1 ? "neither policy can be used" : which + " cannot be used") + "; nothing was sent",
                    "Mend " + bad.stream().map(Path::toString).collect(Collectors.joining(" and ")) + ".");
        }
        return new StartRollout(
                header, canary, baseline, read.get(0), read.stream().skip(1).findFirst());
    }

    // The gate reads it again; here its mistakes are shown.
    private Optional<String> checked(Path file) {
        String text = Documents.read(file);
        Parsed<?> parsed = PolicyReader.read(file.toString(), text);
        PrintWriter err = spec.commandLine().getErr();
        if (!parsed.problems().isEmpty()) {
            err.println(
                    Problem.render(parsed.problems(), Terminal.errorPalette().colour()));
        }
        return parsed instanceof Parsed.Invalid ? Optional.empty() : Optional.of(text);
    }

    private void checkNames() {
        try {
            Names.requireName("--service", service);
            Names.requireName("--canary", canary);
            Names.requireName("--baseline", baseline);
            Optional.ofNullable(rollout).ifPresent(id -> Names.requireName("--rollout", id));
            if (rollout != null && ShadowId.isShadow(rollout)) {
                throw new IllegalArgumentException(
                        "--rollout must not end with " + ShadowId.ENDING + ", which is what shadows are called");
            }
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        if (canary.equals(baseline)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--canary and --baseline must be different versions, found " + canary + " twice");
        }
    }

    private static String name(Path file) {
        return Optional.ofNullable(file.getFileName()).map(Path::toString).orElse("policy");
    }
}
