package dev.headgate.executor.runbook;

import dev.headgate.schemas.model.Action;
import dev.headgate.schemas.model.RunbookParameter;
import dev.headgate.schemas.model.Step;
import dev.headgate.schemas.model.StepCondition;
import dev.headgate.schemas.model.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What the steps of a runbook find out: its results, and what a later step is given of an earlier one. Outputs have their
 * names to themselves in a runbook, so that its results hold them all. Immutable.
 */
public final class StepOutputs {

    private static final String EXIT_CODE = "exitCode";
    private static final String DECIDED = "weight";
    /** As far as the gate takes a weight for the one that it decided. */
    private static final double AS_DECIDED_POINTS = 0.5;

    private final BoundRunbook runbook;

    StepOutputs(BoundRunbook runbook) {
        this.runbook = runbook;
    }

    /**
     * What is kept of a step's output.
     *
     * @param results the runbook's results with it, as far as it fits what is declared
     * @param confirmedWeight the weight that it says is in force, if it is the one that says so
     * @param problems what it should have said and did not, a sentence each: it has failed then
     */
    public record Taken(SortedMap<String, String> results, Optional<Weight> confirmedWeight, List<String> problems) {}

    /**
     * Takes the figures of a step's output.
     *
     * @param index which step, counted from 0
     * @param before the runbook's results so far
     * @param figures all figures of its output; none if it has no output
     */
    public Taken take(int index, SortedMap<String, String> before, SortedMap<String, String> figures) {
        Step step = runbook.written().get(index);
        List<String> problems = new ArrayList<>();
        step.outputs().forEach(output -> check(output, figures, problems));
        Optional<Weight> weight = step.confirms().flatMap(field -> weight(field, figures, problems));
        weight.flatMap(this::unlikeDecided).ifPresent(problems::add);
        return new Taken(figures.isEmpty() ? before : results(step, before, figures), weight, problems);
    }

    /** All that its command steps say last, or only what its steps declare, if any does. */
    private SortedMap<String, String> results(
            Step step, SortedMap<String, String> before, SortedMap<String, String> figures) {
        if (runbook.written().stream().allMatch(one -> one.outputs().isEmpty())) {
            return figures;
        }
        TreeMap<String, String> results = new TreeMap<>(before);
        for (RunbookParameter output : step.outputs()) {
            String value = figures.get(output.name());
            if (value != null && ParameterCheck.problem(output, value).isEmpty()) {
                results.put(output.name(), value);
            }
        }
        String exitCode = figures.get(EXIT_CODE);
        if (exitCode != null) {
            results.put(EXIT_CODE, exitCode);
        }
        return results;
    }

    /**
     * Whether a step is done: its condition holds. One that reads what was never written, since that step was left out, is
     * left out itself.
     */
    public boolean applies(int index, SortedMap<String, String> results) {
        return runbook.written()
                .get(index)
                .when()
                .map(condition -> Optional.ofNullable(values(results).get(condition.name()))
                        .filter(condition::holds)
                        .isPresent())
                .orElse(true);
    }

    /**
     * What the condition of a step reads of an earlier one that succeeded without saying it, in a sentence: only a person has
     * said that it did, and nobody knows whether the condition holds. Empty if there is no such thing.
     *
     * @param succeeded whether a step of that name did what it should
     */
    public Optional<String> unsaid(int index, SortedMap<String, String> results, Predicate<String> succeeded) {
        SortedMap<String, String> values = values(results);
        return runbook.written()
                .get(index)
                .when()
                .map(StepCondition::name)
                .filter(name -> !values.containsKey(name))
                .filter(name -> runbook.written().stream()
                        .filter(step -> succeeded.test(step.name()))
                        .anyMatch(step -> step.outputs().stream()
                                .anyMatch(output -> step.outputName(output).equals(name))))
                .map(name -> "whether it is to be done is not known: it reads " + name
                        + ", and that step was only said to be done");
    }

    /**
     * The step with every placeholder of its action replaced, also those of earlier steps.
     *
     * @param problems what cannot be replaced is added, a sentence each: the step must not begin then
     */
    public Step ready(int index, SortedMap<String, String> results, List<String> problems) {
        Step step = runbook.written().get(index);
        return step.doing(replaced(step.action(), results, problems));
    }

    /** The same of another action of a step: what undoes or verifies it. */
    public Action replaced(Action action, SortedMap<String, String> results, List<String> problems) {
        return Placeholders.ofStep(values(results), problems).replaceIn(action);
    }

    private SortedMap<String, String> values(SortedMap<String, String> results) {
        TreeMap<String, String> values = new TreeMap<>(runbook.parameters());
        for (Step step : runbook.written()) {
            for (RunbookParameter output : step.outputs()) {
                String value = results.get(output.name());
                if (value != null) {
                    values.put(step.outputName(output), value);
                }
            }
        }
        return values;
    }

    private static void check(RunbookParameter output, SortedMap<String, String> figures, List<String> problems) {
        String value = figures.get(output.name());
        if (value == null) {
            problems.add("its output has no " + output.name() + ", as text, number or truth value of a JSON object");
        } else {
            ParameterCheck.problem(output, value).map(it -> "its output: " + it).ifPresent(problems::add);
        }
    }

    /** What reads back another weight than its runbook was given has told of a shift that is not in force. */
    private Optional<String> unlikeDecided(Weight found) {
        return Optional.ofNullable(runbook.parameters().get(DECIDED))
                .filter(given -> ParameterCheck.problem(
                                new RunbookParameter(DECIDED, RunbookParameter.Type.WEIGHT, Optional.empty()), given)
                        .isEmpty())
                .map(given -> new Weight(Double.parseDouble(given)))
                .filter(decided -> Math.abs(found.percent() - decided.percent()) > AS_DECIDED_POINTS)
                .map(decided -> "in force is " + found + " instead of " + decided);
    }

    private static Optional<Weight> weight(String field, SortedMap<String, String> figures, List<String> problems) {
        RunbookParameter expected = new RunbookParameter(field, RunbookParameter.Type.WEIGHT, Optional.empty());
        int before = problems.size();
        check(expected, figures, problems);
        return problems.size() > before
                ? Optional.empty()
                : Optional.of(new Weight(Double.parseDouble(figures.get(field))));
    }
}
