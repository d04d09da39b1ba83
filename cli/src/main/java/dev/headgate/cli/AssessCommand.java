package dev.headgate.cli;

import dev.headgate.cli.assess.Assessment;
import dev.headgate.cli.assess.AssessmentJson;
import dev.headgate.cli.assess.AssessmentText;
import dev.headgate.cli.assess.Assessor;
import dev.headgate.cli.assess.Page;
import dev.headgate.cli.assess.ProfileWords;
import dev.headgate.cli.assess.ProgressLine;
import dev.headgate.cli.assess.TrafficProfile;
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
            "Simulates many rollouts of a service with your traffic and tells what a policy",
            "is worth: how often a healthy version is rolled back, how soon and after how",
            "many spoiled requests a bad one is, and which lines are powerless or",
            "trigger-happy."
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
    private static final double HIGHEST_RATE = 100_000;
    private static final int MOST_RUNS = 100_000;
    private static final Duration LONGEST_LATENCY = Duration.ofSeconds(60);
    private static final Duration LONGEST = Duration.ofDays(30);

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "POLICY", description = "The policy.")
    private Path file = Path.of("");

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "200",
            description = "Requests a second, of both versions together (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(
            names = "--error-rate",
            paramLabel = "SHARE",
            defaultValue = "0.5%",
            description = "How many requests fail usually (default: ${DEFAULT-VALUE}).")
    private String errorRate = "";

    @Option(
            names = "--latency-p50",
            paramLabel = "TIME",
            defaultValue = "80ms",
            description = "The usual median latency (default: ${DEFAULT-VALUE}).")
    private String median = "";

    @Option(
            names = "--latency-p99",
            paramLabel = "TIME",
            defaultValue = "400ms",
            description = "The usual p99; latencies are lognormal (default: ${DEFAULT-VALUE}).")
    private String p99 = "";

    @Option(
            names = "--cluster",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many failures come together, 1 to 1000 (default: ${DEFAULT-VALUE}).")
    private int cluster;

    @Option(
            names = "--operations",
            paramLabel = "NAME:SHARE,...",
            description = "Operations and their shares of the requests, as checkout:0.3,search:0.2"
                    + " (default: those that the policy names, alike).")
    private @Nullable String operations;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "200",
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
            return new Assessor(
                    policy,
                    profile(policy),
                    operations != null,
                    inRange("--runs", runs, MOST_RUNS),
                    Optional.ofNullable(within).map(words -> time("--within", words, Duration.ofSeconds(1), LONGEST)),
                    time("--late", late, Duration.ZERO, LONGEST),
                    seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private TrafficProfile profile(Policy policy) {
        if (!(rate > 0 && rate <= HIGHEST_RATE)) {
            throw new IllegalArgumentException("--rate lies above 0 and up to 100000 requests a second, found " + rate);
        }
        double p50Micros = micros("--latency-p50", median);
        double p99Micros = micros("--latency-p99", p99);
        if (p99Micros <= p50Micros) {
            throw new IllegalArgumentException("--latency-p99 must be longer than --latency-p50");
        }
        double failing = ProfileWords.share("--error-rate", errorRate);
        if (failing >= 1) {
            throw new IllegalArgumentException("--error-rate must be below 100%: nothing could become worse");
        }
        return new TrafficProfile(
                rate,
                failing,
                p50Micros,
                p99Micros,
                inRange("--cluster", cluster, 1_000),
                Optional.ofNullable(operations)
                        .map(ProfileWords::operations)
                        .orElseGet(() -> ProfileWords.operationsOf(policy)));
    }

    private static double micros(String option, String words) {
        return time(option, words, Duration.ofNanos(1_000), LONGEST_LATENCY).toNanos() / 1_000.0;
    }

    private static Duration time(String option, String words, Duration shortest, Duration longest) {
        Duration time = ProfileWords.duration(option, words);
        if (time.compareTo(shortest) < 0 || time.compareTo(longest) > 0) {
            throw new IllegalArgumentException(
                    option + " is too " + (time.compareTo(shortest) < 0 ? "short" : "long") + ": '" + words + "'");
        }
        return time;
    }

    private static int inRange(String option, int value, int largest) {
        if (value < 1 || value > largest) {
            throw new IllegalArgumentException(option + " must be 1 to " + largest + ", found " + value);
        }
        return value;
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
