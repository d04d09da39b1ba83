package dev.headgate.cli;

import dev.headgate.cli.backtest.BacktestInput;
import dev.headgate.cli.backtest.BacktestJson;
import dev.headgate.cli.backtest.BacktestOrder;
import dev.headgate.cli.backtest.BacktestRun;
import dev.headgate.cli.backtest.BacktestText;
import dev.headgate.cli.backtest.CsvMapping;
import dev.headgate.cli.backtest.FileInput;
import dev.headgate.cli.backtest.HtmlReport;
import dev.headgate.cli.backtest.Progress;
import dev.headgate.cli.backtest.TopicInput;
import dev.headgate.cli.terminal.Figures;
import dev.headgate.core.backtest.JudgedPolicy;
import dev.headgate.documents.Parsed;
import dev.headgate.documents.PolicyHash;
import dev.headgate.documents.PolicyReader;
import dev.headgate.documents.Problem;
import dev.headgate.schemas.model.Policy;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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

/** {@code headgate backtest}. */
@Command(
        name = "backtest",
        description = {
            "Tries policies on recorded events: what would have been decided, and when.",
            "",
            "Files hold request events as JSON lines, or CSV whose columns the options name; plain or "
                    + "compressed (.gz, .zst), in the order of time. --from-topic and --from-sketches read what a "
                    + "running installation has retained."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:judged, whatever was decided",
            "1:nothing can be read, or there is nothing to judge",
            "2:not understood"
        },
        footer = {
            "",
            "Examples:",
            "  headgate backtest events.jsonl.gz --policy checkout.yaml --report out.html",
            "  headgate backtest access.csv --policy checkout.yaml --time time \\",
            "      --latency request_time --latency-unit s --error-when \"status>=500\" \\",
            "      --version-column upstream",
            "  headgate backtest --from-sketches --service checkout --policy checkout.yaml \\",
            "      --from 2026-11-22T09:00:00Z"
        })
final class BacktestCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "0..*", description = "Recorded events.")
    private List<Path> files = List.of();

    @Mixin
    private TopicOptions topic;

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            required = true,
            description = "The policy to try; given several times they are compared.")
    private List<Path> policies = List.of();

    @Mixin
    private RecordingOptions recording;

    @Option(names = "--report", paramLabel = "FILE", description = "Also write a report with charts, as one HTML file.")
    private @Nullable Path report;

    @Option(
            names = "--measure",
            description = "Also tell how fast it was, beside reading and parsing the same files alone.")
    private boolean measure;

    @Mixin
    private OutputOption output;

    @Override
    public Integer call() {
        BacktestOrder order = order();
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Stopwatch backtest = new Stopwatch();
        BacktestRun.Outcome outcome = BacktestRun.run(order, new Progress(err, Terminal.isWatched() && !output.json()));
        backtest.stop();
        (output.json() ? BacktestJson.lines(outcome) : BacktestText.lines(outcome, Terminal.palette()))
                .forEach(out::println);
        Optional.ofNullable(report).ifPresent(file -> write(file, outcome, err));
        if (measure) {
            measured(order, outcome.events(), backtest, err);
        }
        return ExitCode.DONE;
    }

    private BacktestOrder order() {
        Optional<CsvMapping> csv = recording.csv(files);
        return new BacktestOrder(
                input(csv),
                recording.service(),
                policies.stream().map(this::policy).toList(),
                recording.canary(),
                recording.baseline(),
                recording.label(csv),
                recording.canaryFrom(),
                recording.start(),
                recording.reorderSeconds());
    }

    private BacktestInput input(Optional<CsvMapping> csv) {
        Optional<TopicInput> fromTopic = topic.input(recording.service(), recording.reorderSeconds());
        if (fromTopic.isPresent() == !files.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "give either files, or --from-topic, or --from-sketches, found "
                            + (files.isEmpty() ? "none of them" : "both"));
        }
        return fromTopic.isPresent() ? fromTopic.get() : new FileInput(files, csv);
    }

    private JudgedPolicy policy(Path file) {
        String text = Documents.read(file);
        Parsed<Policy> parsed = PolicyReader.read(file.toString(), text);
        if (!parsed.problems().isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println(Problem.render(
                            parsed.problems(), Terminal.errorPalette().colour()));
        }
        if (parsed instanceof Parsed.Valid<Policy> valid) {
            return new JudgedPolicy(PolicyHash.textOf(file.toString(), text), valid.value());
        }
        throw new CommandFailure("the policy cannot be used", "Mend " + file + ".");
    }

    private static void write(Path file, BacktestRun.Outcome outcome, PrintWriter err) {
        try {
            Files.writeString(file, HtmlReport.of(outcome), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CommandFailure(
                    "cannot write " + file + ": " + Documents.why(e), "Give a path that may be written.", e);
        }
        err.println("report written to " + file);
    }

    // Read first by the backtest, when nothing is compiled yet and the file is not cached: the ratio is no better for
    // it.
    private static void measured(BacktestOrder order, long events, Stopwatch backtest, PrintWriter err) {
        Stopwatch reading = new Stopwatch();
        long read = BacktestRun.readOnly(order);
        reading.stop();
        err.println(String.format(
                Locale.ROOT,
                "reading alone %s events/s, backtest %s events/s, ratio %.2f",
                Figures.count(Math.round(read / reading.seconds())),
                Figures.count(Math.round(events / backtest.seconds())),
                reading.seconds() / backtest.seconds()));
        err.println(String.format(
                Locale.ROOT,
                "processor time: reading alone %.2f s, backtest %.2f s in two threads, the compiler and the collector"
                        + " included",
                reading.processorSeconds(),
                backtest.processorSeconds()));
    }
}
