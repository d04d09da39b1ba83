package dev.headgate.cli;

import dev.headgate.client.Answer;
import dev.headgate.client.CommandSender;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.PolicyText;
import dev.headgate.schemas.model.StartRollout;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
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
            "With --shadow a second policy is judged beside it: what it would decide is published and never carried out.",
            "With --at it is scheduled; an abort before that time ends it without any traffic.",
            "With --train all services of a train are started and move together, each by its own policy.",
            "With --wait it goes on until the rollout has ended, for pipelines: a line for each decision and each phase,"
                    + " and an exit code that says how it ended. A broker that is away is waited for."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:started; with --wait completed",
            "1:refused, or no answer, or not sent; with --wait only not sent",
            "2:not understood",
            "10:with --wait: rolled back by its policy",
            "11:with --wait: the rollback failed, a person must act",
            "12:with --wait: aborted by a person, or ended before anything was shifted",
            "13:with --wait: refused, nothing was started",
            "14:with --wait: still running after --wait-timeout; it goes on by itself",
            "15:with --wait: no answer within --timeout, or nothing heard for --silence",
            "130:with --wait: stopped by Ctrl-C; 143 by SIGTERM"
        },
        footer = {
            "",
            "Examples:",
            "  headgate rollout start --service checkout --canary 2.4.1 --baseline 2.4.0 \\",
            "      --policy checkout.yaml --signing-key keys/alice.private.pem \\",
            "      --reason \"release 2.4.1\"",
            "  headgate rollout start --service checkout --canary 2.4.1 --baseline 2.4.0 \\",
            "      --policy checkout.yaml --signing-key ci.private.pem \\",
            "      --wait --wait-timeout 45m --abort-on-interrupt",
            "  headgate rollout start --train --policy shop.yaml --policy cart.yaml \\",
            "      --canary shop=2.4.1 --canary cart=1.3.0 \\",
            "      --baseline shop=2.4.0 --baseline cart=1.2.9 \\",
            "      --signing-key keys/alice.private.pem"
        })
final class RolloutStart implements Callable<Integer> {
    /** What may come first of a start, where something must be done before traffic is shifted. */
    private static final Set<DecisionKind> FIRST_DECISIONS = EnumSet.of(
            DecisionKind.PROMOTE,
            DecisionKind.RUN,
            DecisionKind.ASK,
            DecisionKind.HOLD,
            DecisionKind.NOTIFY,
            DecisionKind.RECORD,
            DecisionKind.REFUSE);

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private SigningOptions signing;

    @Mixin
    private AnswerOptions answer;

    @Mixin
    private StartOptions options;

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            required = true,
            description = "The policy; of a train once for each service.")
    private List<Path> policies = List.of();

    @Option(
            names = "--shadow",
            paramLabel = "FILE",
            description = "A second policy, judged on the same traffic and never acted upon; see rollout compare.")
    private @Nullable Path shadow;

    @Option(names = "--wait", description = "Go on until the rollout has ended.")
    private boolean wait;

    @Mixin
    private WaitOptions waiting;

    @Option(
            names = "--abort-on-interrupt",
            description = "With --wait: Ctrl-C, SIGINT or SIGTERM (a cancelled job) aborts the rollout; without it the"
                    + " rollout goes on by itself.")
    private boolean abortOnInterrupt;

    @Override
    public Integer call() throws InterruptedException {
        if (!wait && (abortOnInterrupt || waiting.given())) {
            throw new ParameterException(spec.commandLine(), "--wait-timeout and --abort-on-interrupt go with --wait");
        }
        understood(() -> {
            options.check(Instant.now().truncatedTo(ChronoUnit.SECONDS));
            return true;
        });
        Duration timeout = answer.timeout();
        List<StartRollout> commands = commands();
        CommandSender sender = new CommandSender(connection.client(), connection.catalogue(), signing.key());
        if (wait) {
            return new StartAndWait(connection, answer, waiting, spec)
                    .run(commands, FIRST_DECISIONS, sender, abortOnInterrupt ? Optional.of(signing) : Optional.empty());
        }
        List<Answer> answers = sender.sendAndAwait(List.copyOf(commands), FIRST_DECISIONS, timeout);
        int code = ExitCode.DONE;
        for (int i = 0; i < commands.size(); i++) {
            code = Math.max(code, report(commands.get(i), answers.get(i), commands.size() > 1));
        }
        if (code != ExitCode.DONE && options.train()) {
            throw new CommandFailure(
                    "not every service of the train has started; those that have wait for the others",
                    "Abort them with \"headgate rollout abort --service NAME\", mend it, and start the train again.");
        }
        return code;
    }

    private int report(StartRollout command, Answer gate, boolean several) {
        PrintWriter out = spec.commandLine().getOut();
        int code;
        try {
            code = answer.report(gate, command.header(), out);
        } catch (CommandFailure failure) {
            if (!several) {
                throw failure;
            }
            spec.commandLine().getErr().println(command.header().service() + ": " + failure.getMessage());
            return ExitCode.FAILED;
        }
        if (code == ExitCode.DONE && command.shadow().isPresent() && !answer.json()) {
            out.println("compare   headgate rollout compare " + command.header().rolloutId());
        }
        return code;
    }

    // All mistakes of both policies are shown before anything is sent.
    private List<StartRollout> commands() {
        PrintWriter err = spec.commandLine().getErr();
        List<StartedPolicy> usable = new ArrayList<>();
        List<Path> bad = new ArrayList<>();
        for (Path file : policies) {
            Documents.policy(file, err)
                    .ifPresentOrElse(policy -> usable.add(new StartedPolicy(file, policy)), () -> bad.add(file));
        }
        Optional<PolicyText> beside = shadow == null ? Optional.empty() : Documents.policyText(shadow, err);
        boolean shadowIsBad = shadow != null && beside.isEmpty();
        if (!bad.isEmpty() || shadowIsBad) {
            throw unusable(bad, shadowIsBad);
        }
        return understood(() -> options.of(usable, signing)).stream()
                .map(begun -> new StartRollout(
                        begun.header(),
                        begun.versions().canary(),
                        begun.versions().baseline(),
                        Documents.text(begun.policy().file()),
                        beside,
                        options.at()))
                .toList();
    }

    private CommandFailure unusable(List<Path> main, boolean beside) {
        String which = main.isEmpty() ? "the shadow policy" : main.size() == 1 ? "the policy" : "policies";
        List<Path> files = new ArrayList<>(main);
        Optional.ofNullable(shadow).filter(file -> beside).ifPresent(files::add);
        return new CommandFailure(
                (main.size() == 1 && beside ? "neither policy can be used" : which + " cannot be used")
                        + "; nothing was sent",
                "Mend " + files.stream().map(Path::toString).collect(Collectors.joining(" and ")) + ".");
    }

    private <T> T understood(Supplier<T> words) {
        try {
            return words.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
