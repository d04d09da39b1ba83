package dev.headgate.cli;

import dev.headgate.cli.terminal.TextTable;
import dev.headgate.core.evidence.SampleComparison.Answer;
import dev.headgate.core.evidence.SampleComparison.Compared;
import dev.headgate.core.evidence.SampleComparison.Result;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code headgate judge}. */
@Command(
        name = "judge",
        description = {
            "Compares two samples as the gate compares a canary with its baseline: worse, not worse, or "
                    + "undecided, with the evidence.",
            "",
            "A file holds values of which more is worse, one number a line or as a JSON array; or "
                    + "counts, as pairs \"events requests\", one a line or as JSON pairs, one pair for each "
                    + "stretch of time."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:compared, whatever the answer is", "1:a file cannot be read", "2:not understood"},
        footer = {"", "Example:", "  headgate judge --control before.txt --canary after.txt"})
final class JudgeCommand implements Callable<Integer> {
    private static final double LARGEST_SHOWN = 1e9;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--control",
            required = true,
            paramLabel = "FILE",
            description = "What the canary is compared with.")
    private Path control = Path.of("");

    @Option(names = "--canary", required = true, paramLabel = "FILE", description = "What is judged.")
    private Path canary = Path.of("");

    @Option(
            names = "--alpha",
            paramLabel = "SHARE",
            defaultValue = "0.01",
            description = "Chance of a wrong answer, above 0 and below 1 (default: ${DEFAULT-VALUE}).")
    private double alpha;

    @Option(
            names = "--tempering",
            paramLabel = "FACTOR",
            defaultValue = "1",
            description = "Divides the evidence where values come in clusters, at least 1 (default: ${DEFAULT-VALUE}).")
    private double tempering;

    @Mixin
    private OutputOption output;

    @Override
    public Integer call() {
        if (!(alpha > 0 && alpha < 1) || !(tempering >= 1 && Double.isFinite(tempering))) {
            throw new ParameterException(spec.commandLine(), "--alpha lies between 0 and 1, --tempering is 1 or more");
        }
        Result result = Samples.compare(Samples.read(control), Samples.read(canary), tempering, alpha);
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            out.println(json(result));
        } else {
            print(result, out);
        }
        return ExitCode.DONE;
    }

    private static void print(Result result, PrintWriter out) {
        out.println(sentence(result));
        if (result.levels().isEmpty()) {
            return;
        }
        TextTable table = new TextTable("level", ">control", ">canary", ">evidence for worse", ">for not worse");
        for (Compared level : result.levels()) {
            table.row(
                    level.level(),
                    number(level.control()),
                    number(level.canary()),
                    evidence(level.logWorse()),
                    evidence(level.logNotWorse()));
        }
        table.lines(Terminal.palette()).forEach(out::println);
    }

    private static String sentence(Result result) {
        String bar = evidence(result.logBar()) + " decide";
        if (result.levels().isEmpty()) {
            return Terminal.palette().yellow("undecided") + ": a sample is empty";
        }
        return switch (result.answer()) {
            case WORSE -> Terminal.palette().red("worse") + ": evidence " + evidence(result.logWorse()) + ", " + bar;
            case NOT_WORSE ->
                Terminal.palette().green("not worse") + ": evidence " + evidence(result.logNotWorse()) + ", " + bar;
            case UNDECIDED ->
                Terminal.palette().yellow("undecided") + ": evidence for worse " + evidence(result.logWorse())
                        + ", for not worse " + evidence(result.logNotWorse()) + ", " + bar;
        };
    }

    private static String evidence(double logarithm) {
        double value = Math.exp(Math.min(logarithm, 690));
        return value > LARGEST_SHOWN ? "> 1e9" : number(value);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%.0f" : "%.3g", value);
    }

    private static String json(Result result) {
        ObjectNode node = JsonMapper.shared()
                .createObjectNode()
                .put("answer", word(result.answer()))
                .put("evidenceForWorse", Math.exp(Math.min(result.logWorse(), 690)))
                .put("evidenceForNotWorse", Math.exp(Math.min(result.logNotWorse(), 690)))
                .put("bar", Math.exp(result.logBar()));
        var levels = node.putArray("levels");
        for (Compared level : result.levels()) {
            levels.addObject()
                    .put("level", level.level())
                    .put("control", level.control())
                    .put("canary", level.canary())
                    .put("evidenceForWorse", Math.exp(Math.min(level.logWorse(), 690)))
                    .put("evidenceForNotWorse", Math.exp(Math.min(level.logNotWorse(), 690)));
        }
        return node.toString();
    }

    private static String word(Answer answer) {
        return answer.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
