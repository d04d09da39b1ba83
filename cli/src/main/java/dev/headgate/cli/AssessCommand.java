package dev.headgate.cli;

import dev.headgate.cli.assess.Assessment;
import dev.headgate.cli.assess.AssessmentJson;
import dev.headgate.cli.assess.AssessmentText;
import dev.headgate.cli.assess.Assessor;
import dev.headgate.cli.assess.Page;
import dev.headgate.cli.assess.ProfileWords;
import dev.headgate.cli.assess.ProgressLine;
import dev.headgate.documents.Parsed;
import dev.headgate.documents.PolicyReader;
import dev.headgate.documents.Problem;
import dev.headgate.schemas.model.Policy;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

/** {@code headgate assess}. */
@Command(
        name = "assess",
        description = {
            "Simulates many rollouts of a service with your traffic and tells what a policy is worth: "
                    + "how often a healthy version is rolled back, how soon and after how many spoiled requests a "
                    + "bad one is, and which lines are powerless or trigger-happy."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:assessed, whatever the policy is worth",
            "1:a file cannot be read or written",
            "2:not understood",
            "3:the policy may not be used"
        },
        footer = {
            "",
            "Example:",
            "  headgate assess examples/policies/demo.yaml --rate 50 --error-rate 0.2%%",
        })
final class AssessCommand implements Callable<Integer> {
    private static final int MOST_RUNS = 100_000;
    private static final Duration LONGEST = Duration.ofDays(30);

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "POLICY", description = "The policy.")
    private Path file = Path.of("");

    @Mixin
    private TrafficOptions traffic;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "50",
            description = "Simulated rollouts of each case (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(
            names = "--within",
            paramLabel = "TIME",
            description =
                    "How long each is followed, from the canary's first traffic (default: as long as the policy lets"
                            + " it take, at most 2h).")
    private @Nullable String within;

    @Option(
            names = "--late",
            paramLabel = "TIME",
            defaultValue = "1h",
            description = "When late regressions begin; 0s for none (default: ${DEFAULT-VALUE}).")
    private String late = "";

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of all that is random: the same seed gives the same figures (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--html", paramLabel = "FILE", description = "Write a page with charts there, too.")
    private @Nullable Path html;

    @Mixin
    private OutputOption output;

    @Override
    public Integer call() throws InterruptedException {
        Parsed<Policy> parsed = PolicyReader.read(file.toString(), Documents.read(file));
        PrintWriter err = spec.commandLine().getErr();
        if (!parsed.problems().isEmpty()) {
            err.println(
                    Problem.render(parsed.problems(), Terminal.errorPalette().colour()));
        }
        if (!(parsed instanceof Parsed.Valid<Policy> valid)) {
            return ExitCode.PROBLEMS;
        }
        Assessor assessor = assessor(valid.value());
        var progress = new ProgressLine(
                err, Terminal.isWatched(), assessor.simulation().size());
        Assessment assessment = assessor.assess(Runtime.getRuntime().availableProcessors(), progress);
        progress.done();
        Optional.ofNullable(html).ifPresent(page -> write(page, Page.of(assessment)));
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            out.println(AssessmentJson.of(assessment));
        } else {
            AssessmentText.lines(assessment, Terminal.palette()).forEach(out::println);
        }
        return ExitCode.DONE;
    }

    private Assessor assessor(Policy policy) {
        try {
            int asked = ProfileWords.inRange("--runs", runs, MOST_RUNS);
            Optional<Duration> followed = Optional.ofNullable(within)
                    .map(words -> ProfileWords.duration("--within", words, Duration.ofSeconds(1), LONGEST));
            Duration lateness = ProfileWords.duration("--late", late, Duration.ZERO, LONGEST);
            TrafficOptions.Traffic usual = traffic.traffic(policy);
            return new Assessor(
                    policy, usual.profile(), usual.operationsKnown(), usual.notes(), asked, followed, lateness, seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private static void write(Path page, String text) {
        try {
            Files.writeString(page, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CommandFailure(
                    "cannot write " + page + ": " + Documents.why(e), "Give a path in a directory that is there.", e);
        }
    }
}
