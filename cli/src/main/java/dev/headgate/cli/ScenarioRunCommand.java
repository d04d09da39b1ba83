package dev.headgate.cli;

import dev.headgate.cli.scenario.LineCoverage;
import dev.headgate.cli.scenario.ScenarioOutcome;
import dev.headgate.cli.scenario.ScenarioSource;
import dev.headgate.cli.terminal.TextTable;
import dev.headgate.core.scenario.planned.Check;
import dev.headgate.documents.Durations;
import dev.headgate.documents.Problem;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code headgate scenario run}. */
@Command(
        name = "run",
        description = {
            "Runs scenarios against the gate itself, in virtual time, and tells what was decided and " + "when.",
            "Weeks take seconds; the same file always gives the same."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything was as expected",
            "1:a file cannot be read",
            "2:not understood",
            "3:something was not as expected, or a file may not be used"
        },
        footer = {"", "Example:", "  headgate scenario run examples/scenarios/realtime-events"})
final class ScenarioRunCommand implements Callable<Integer> {
    private static final int SLOWEST = 5;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE|DIR", arity = "1..*", description = "Scenarios, or directories of them.")
    private List<Path> paths = List.of();

    @Option(names = "--decisions", description = "Tell every decision too.")
    private boolean decisions;

    @Option(
            names = "--lines",
            description = {
                "Tell which lines of the policies no scenario shows: none in which that line alone is",
                "violated and something is expected of that, with its bound and `because`."
            })
    private boolean lines;

    @Mixin
    private OutputOption output;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        ScenarioSource.Read read = ScenarioSource.read(paths);
        boolean refused = read.problems().stream().anyMatch(problem -> problem.level() == Problem.Level.ERROR);
        if (!read.problems().isEmpty()) {
            out.println(Problem.render(read.problems(), Terminal.palette().colour()));
        }
        List<ScenarioOutcome> outcomes = new ArrayList<>();
        ScenarioOutcome.each(read.scenarios(), outcome -> {
            outcomes.add(outcome);
            if (output.json()) {
                out.println(json(outcome));
            } else {
                print(outcome, out);
            }
            out.flush();
        });
        if (!output.json()) {
            summarise(outcomes, out);
        }
        if (lines) {
            tell(LineCoverage.of(outcomes), out);
        }
        return refused || !outcomes.stream().allMatch(ScenarioOutcome::good) ? ExitCode.PROBLEMS : ExitCode.DONE;
    }

    private void print(ScenarioOutcome outcome, PrintWriter out) {
        TextTable table = new TextTable("", "expected", ">at", "found");
        outcome.checks()
                .forEach(check -> table.row(
                        check.met() ? "✓" : "✗",
                        (check.never() ? "never: " : "") + check.expectation().text(),
                        check.at().map(ScenarioRunCommand::time).orElse("-"),
                        check.found()));
        out.println((outcome.good()
                        ? Terminal.palette().green("✓ ")
                        : Terminal.palette().red("✗ ")) + outcome.source().name() + "  "
                + time(outcome.result().ran()) + " in " + seconds(outcome.took()));
        table.lines(Terminal.palette()).forEach(line -> out.println("  " + line));
        if (decisions) {
            outcome.result()
                    .decisions()
                    .forEach(decision ->
                            out.println("    " + time(outcome.result().at(decision)) + "  "
                                    + decision.kind().wireName() + "  " + decision.from() + " → " + decision.to() + "  "
                                    + decision.reason()));
        }
    }

    private static void summarise(List<ScenarioOutcome> outcomes, PrintWriter out) {
        long good = outcomes.stream().filter(ScenarioOutcome::good).count();
        Duration took = outcomes.stream().map(ScenarioOutcome::took).reduce(Duration.ZERO, Duration::plus);
        out.println(good + " of " + outcomes.size() + " scenarios as expected, " + seconds(took) + " in all");
        if (outcomes.size() > SLOWEST) {
            out.println("The slowest:");
            outcomes.stream()
                    .sorted(Comparator.comparing(ScenarioOutcome::took).reversed())
                    .limit(SLOWEST)
                    .forEach(outcome -> out.println("  " + seconds(outcome.took()) + "  "
                            + outcome.source().name()));
        }
    }

    private void tell(LineCoverage coverage, PrintWriter out) {
        if (output.json()) {
            ObjectNode node = JsonMapper.shared()
                    .createObjectNode()
                    .put("linesShown", coverage.shown().size());
            var unshown = node.putArray("linesNotShown");
            coverage.unshown()
                    .forEach(line -> unshown.addObject()
                            .put("policy", line.policy())
                            .put("stage", line.stage())
                            .put("list", line.list().wireName())
                            .put("line", line.text()));
            out.println(node);
            return;
        }
        int all = coverage.shown().size() + coverage.unshown().size();
        out.println(coverage.shown().size() + " of " + all + " lines are shown by a scenario");
        coverage.unshown().forEach(line -> out.println("  not shown: " + line));
    }

    private static String json(ScenarioOutcome outcome) {
        ObjectNode node = JsonMapper.shared()
                .createObjectNode()
                .put("scenario", outcome.source().name())
                .put("good", outcome.good())
                .put("virtualSeconds", outcome.result().ran().toSeconds())
                .put("tookMillis", outcome.took().toMillis());
        var checks = node.putArray("checks");
        for (Check check : outcome.checks()) {
            ObjectNode entry = checks.addObject()
                    .put("expected", check.expectation().text())
                    .put("never", check.never())
                    .put("met", check.met())
                    .put("found", check.found());
            check.at().ifPresent(at -> entry.put("atSeconds", at.toMillis() / 1_000.0));
        }
        return node.toString();
    }

    /** Days, hours, minutes and seconds, as far as there are any. */
    private static String time(Duration time) {
        if (time.toDays() > 0) {
            return time.toDays() + "d " + time.toHoursPart() + "h " + time.toMinutesPart() + "m";
        }
        if (time.toHours() > 0) {
            return time.toHours() + "h " + time.toMinutesPart() + "m " + time.toSecondsPart() + "s";
        }
        return time.toMinutes() > 0 ? time.toMinutes() + "m " + time.toSecondsPart() + "s" : Durations.written(time);
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1_000.0);
    }
}
