package dev.headgate.documents;

import dev.headgate.schemas.model.Runbook;
import dev.headgate.schemas.model.RunbookParameter;
import dev.headgate.schemas.model.Step;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads runbooks. Absent fields have these values: {@code description} empty, {@code parameters} none, a step's {@code
 * budget} 10 s, of a question to a person 30 min, {@code tries} 1 and {@code answerWithin} 15 min, the whole {@code budget} the sum
 * of its steps', the {@code recovery} of {@code haproxy} rerun.
 * Thread-safe, never throws.
 */
public final class RunbookReader {

    private static final List<String> KNOWN = List.of("runbook", "description", "budget", "parameters", "steps");
    private static final int LONGEST_DESCRIPTION = 500;
    private static final int MOST_STEPS = 100;

    private final Values values;
    private final Problems problems = new Problems();

    private RunbookReader(Source source) {
        this.values = new Values(source);
    }

    /**
     * Reads a runbook.
     *
     * @param sourceName the file's name, for messages
     * @param yaml its text, at most 256 kB
     */
    public static Parsed<Runbook> read(String sourceName, String yaml) {
        Source source = new Source(sourceName, yaml);
        RunbookReader reader = new RunbookReader(source);
        Optional<Runbook> runbook = reader.problems
                .attempt(() -> Yaml.read(source, yaml))
                .flatMap(root ->
                        reader.problems.attempt(() -> reader.runbook(root)).flatMap(it -> it));
        return reader.problems.finish(runbook);
    }

    private Optional<Runbook> runbook(Node root) throws Refusal {
        Fields fields = Fields.of(root, "a runbook", KNOWN, values, problems);
        Optional<String> name =
                fields.required("runbook", "the runbook's name", node -> values.name(node, "a runbook's name"));
        String description = fields.optional("description", this::description).orElse("");
        Optional<Duration> budget = fields.optional(
                "budget", node -> Durations.read(node, values, StepReader.SHORTEST, StepReader.LONGEST));
        ParameterReader parameterReader = new ParameterReader(values, problems);
        Map<String, Located<RunbookParameter>> parameters =
                fields.optional("parameters", parameterReader::read).orElse(Map.of());
        Placeholders placeholders = new Placeholders(parameters, problems);
        List<Located<Step>> steps = fields.required("steps", "a list of steps", node -> steps(node, placeholders))
                .orElse(List.of());
        placeholders.warnOfUnused();
        checkNames(steps);
        checkOutputs(steps, fields);
        new FailureChecks(problems).ofRunbook(steps);
        warnOfAWeightThatNobodyReadsBack(parameters, steps);
        Duration sum = steps.stream().map(step -> step.value().budget()).reduce(Duration.ZERO, Duration::plus);
        budget.ifPresent(whole -> checkBudget(whole, sum, fields));
        return name.map(it -> new Runbook(
                it,
                description,
                budget.orElse(sum),
                parameters.values().stream().map(Located::value).toList(),
                steps.stream().map(Located::value).toList()));
    }

    private String description(Node node) throws Refusal {
        Text text = values.text(node, "one sentence");
        if (text.value().length() > LONGEST_DESCRIPTION) {
            throw new Refusal(Problem.error(text.whole(), "this description is too long")
                    .found(text.value().length() + " characters")
                    .expected("at most " + LONGEST_DESCRIPTION));
        }
        return text.value();
    }

    private List<Located<Step>> steps(Node node, Placeholders placeholders) throws Refusal {
        List<Node> items = values.list(node, "`steps`");
        if (items.isEmpty() || items.size() > MOST_STEPS) {
            throw new Refusal(Problem.error(values.source().place(node), "a runbook has 1 to " + MOST_STEPS + " steps")
                    .found(items.size() + " steps")
                    .expected("`- name: ...`"));
        }
        StepReader reader = new StepReader(values, problems, placeholders);
        return values.items(node, "`steps`", problems, reader::read).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private void checkOutputs(List<Located<Step>> steps, Fields fields) {
        int outputs =
                steps.stream().mapToInt(step -> step.value().outputs().size()).sum();
        if (outputs > StepOutputs.MOST) {
            problems.add(
                    Problem.error(fields.keyPlace("steps"), "a runbook has at most " + StepOutputs.MOST + " outputs")
                            .found(outputs + " outputs of all steps together")
                            .expected("only those that somebody reads"));
        }
    }

    private void checkNames(List<Located<Step>> steps) {
        Map<String, Place> seen = new HashMap<>();
        for (Located<Step> step : steps) {
            Place first = seen.putIfAbsent(step.value().name(), step.place());
            if (first != null) {
                problems.add(Problem.error(step.place(), "two steps have this name")
                        .found("`" + step.value().name() + "`, first in line " + first.line())
                        .expected("a name of its own for each step: results and the journal refer to it"));
            }
        }
    }

    private void warnOfAWeightThatNobodyReadsBack(
            Map<String, Located<RunbookParameter>> parameters, List<Located<Step>> steps) {
        if (problems.anyError() || steps.stream().anyMatch(step -> step.value().shiftsTraffic())) {
            return; // A step that was refused may have been the one.
        }
        parameters.values().stream()
                .filter(parameter -> parameter.value().type() == RunbookParameter.Type.WEIGHT)
                .forEach(parameter -> problems.add(Problem.warning(
                                parameter.place(), "no step reads back which weight is in force")
                        .found("`" + parameter.value().name() + ": weight`, and no step that confirms it")
                        .expected("a step that shifts traffic, or a command with `confirms`: without one the gate"
                                + " takes the shift for failed")));
    }

    private void checkBudget(Duration whole, Duration sum, Fields fields) {
        if (sum.compareTo(whole) > 0) {
            problems.add(Problem.warning(fields.keyPlace("budget"), "the steps together may take longer than the whole")
                    .found("steps " + Quantities.written(sum) + ", whole " + Quantities.written(whole))
                    .expected("a budget of at least " + Quantities.written(sum)));
        }
    }
}
