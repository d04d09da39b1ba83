package dev.headgate.cli;

import dev.headgate.cli.assess.ProfileWords;
import dev.headgate.cli.explain.ExplanationText;
import dev.headgate.documents.explain.Explainer;
import dev.headgate.documents.explain.Explanation;
import dev.headgate.documents.explain.ExplanationJson;
import dev.headgate.documents.explain.Traffic;
import dev.headgate.schemas.model.Policy;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headgate policy explain}. */
@Command(
        name = "explain",
        description = {
            "Says in plain sentences what a policy does: what happens when, who is asked, what stops it "
                    + "and how fast, and where it does not do what it seems to."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:explained, perhaps with traps",
            "1:the file cannot be read",
            "2:not understood",
            "3:the policy may not be used"
        },
        footer = {
            "",
            "Examples:",
            "  headgate policy explain examples/policies/canary.yaml --rate 200/s",
            "  headgate policy explain checkout.yaml -o json | jq .traps"
        })
final class PolicyExplain implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The policy.")
    private Path file = Path.of("");

    @Option(
            names = "--rate",
            paramLabel = "N/s",
            description = "Requests a second, of both versions together: says how long comparisons take.")
    private @Nullable String rate;

    @Option(
            names = "--error-rate",
            paramLabel = "SHARE",
            description = "How many requests fail usually (default: 0.5%%).")
    private @Nullable String errorRate;

    @Mixin
    private OutputOption output;

    @Override
    public Integer call() {
        Traffic traffic = traffic();
        PrintWriter out = spec.commandLine().getOut();
        Optional<Policy> policy = Documents.policy(file, spec.commandLine().getErr());
        if (policy.isEmpty()) {
            return ExitCode.PROBLEMS;
        }
        Explanation explanation = Explainer.explain(policy.get(), traffic, Instant.now());
        if (output.json()) {
            out.println(ExplanationJson.of(explanation));
        } else {
            ExplanationText.lines(explanation, Terminal.palette()).forEach(out::println);
        }
        return ExitCode.DONE;
    }

    private Traffic traffic() {
        try {
            double usual = errorRate == null ? Traffic.USUAL_ERROR_RATE : ProfileWords.share("--error-rate", errorRate);
            return new Traffic(Optional.ofNullable(rate).map(ProfileWords::perSecond), usual);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
