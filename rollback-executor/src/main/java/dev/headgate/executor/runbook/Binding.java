package dev.headgate.executor.runbook;

import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Runbook;
import dev.headgate.schemas.model.RunbookParameter;
import dev.headgate.schemas.model.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A runbook and a decision brought together: either every parameter fits and the steps are ready, or all problems.
 *
 * <p>Only parameters that the runbook declares are used; others that the decision gives are left alone.
 */
public sealed interface Binding {

    /** Goes the one way or the other. */
    <T> T either(Function<BoundRunbook, T> whenBound, Function<List<String>, T> whenUnbound);

    /**
     * Ready to be carried out.
     *
     * @param runbook what will be done
     */
    record Bound(BoundRunbook runbook) implements Binding {

        @Override
        public <T> T either(Function<BoundRunbook, T> whenBound, Function<List<String>, T> whenUnbound) {
            return whenBound.apply(runbook);
        }
    }

    /**
     * Not to be carried out.
     *
     * @param problems all of them, a sentence each
     */
    record Unbound(List<String> problems) implements Binding {

        /** Copies the list. */
        public Unbound {
            problems = List.copyOf(problems);
        }

        @Override
        public <T> T either(Function<BoundRunbook, T> whenBound, Function<List<String>, T> whenUnbound) {
            return whenUnbound.apply(problems);
        }
    }

    /** Checks the decision's parameters against the runbook's declarations and replaces the placeholders. */
    static Binding bind(Runbook runbook, Decision decision) {
        return bind(runbook, decision.runbook().parameters(), "the decision");
    }

    /**
     * The same with parameters from elsewhere.
     *
     * @param given names and values
     * @param giver who gives them, in a message about one that is missing
     */
    static Binding bind(Runbook runbook, SortedMap<String, String> given, String giver) {
        List<String> problems = new ArrayList<>();
        SortedMap<String, String> values = values(runbook, given, giver, problems);
        List<Step> steps = new ArrayList<>();
        if (problems.isEmpty()) {
            Placeholders placeholders = Placeholders.ofRunbook(values, problems);
            runbook.steps().forEach(step -> steps.add(placeholders.replaceIn(step)));
        }
        return problems.isEmpty()
                ? new Bound(new BoundRunbook(runbook.name(), runbook.budget(), steps, runbook.steps(), values))
                : new Unbound(problems);
    }

    private static SortedMap<String, String> values(
            Runbook runbook, SortedMap<String, String> parameters, String giver, List<String> problems) {
        TreeMap<String, String> values = new TreeMap<>();
        for (RunbookParameter parameter : runbook.parameters()) {
            String given = parameters.get(parameter.name());
            if (given == null) {
                problems.add("parameter " + parameter.name() + " is not given by " + giver);
            } else {
                ParameterCheck.problem(parameter, given).ifPresent(problems::add);
                values.put(parameter.name(), given);
            }
        }
        return values;
    }
}
