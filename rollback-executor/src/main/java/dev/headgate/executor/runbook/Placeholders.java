package dev.headgate.executor.runbook;

import dev.headgate.schemas.model.Action;
import dev.headgate.schemas.model.Step;
import java.util.List;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces <code>${name}</code> by a parameter's value, only where it is a whole text: a value can become an argument,
 * never a part of one.
 */
final class Placeholders {

    private static final Pattern WHOLE = Pattern.compile("\\$\\{([A-Za-z0-9._-]+)}");

    private final SortedMap<String, String> values;
    private final List<String> problems;
    private final boolean outputsToo;

    private Placeholders(SortedMap<String, String> values, List<String> problems, boolean outputsToo) {
        this.values = values;
        this.problems = problems;
        this.outputsToo = outputsToo;
    }

    /** Replaces by parameters and adds what it cannot replace to {@code problems}; outputs of steps stay as they are. */
    static Placeholders ofRunbook(SortedMap<String, String> parameters, List<String> problems) {
        return new Placeholders(parameters, problems, false);
    }

    /** The same for one step that begins, with the outputs of those before it. */
    static Placeholders ofStep(SortedMap<String, String> values, List<String> problems) {
        return new Placeholders(values, problems, true);
    }

    /** The step with every placeholder in its action replaced. */
    Step replaceIn(Step step) {
        return new Step(
                step.name(),
                replaceIn(step.action()),
                step.budget(),
                step.recovery(),
                step.tries(),
                step.when(),
                step.outputs(),
                step.confirms(),
                step.onFailure(),
                step.undo().map(undo -> new Step.Undo(replaceIn(undo.action()), undo.budget(), undo.tries())),
                step.verify().map(verify -> new Step.Verification(replaceIn(verify.action()), verify.budget())),
                step.safe(),
                step.answerWithin());
    }

    /** The action with every placeholder replaced. */
    Action replaceIn(Action action) {
        if (action instanceof Action.Command command) {
            List<String> arguments =
                    command.arguments().stream().map(this::replaceArgument).toList();
            SortedMap<String, String> environment =
                    command.replacing(this::replace).environment();
            return new Action.Command(arguments, environment, command.inherit());
        }
        return action.replacing(this::replace);
    }

    /** A value that looks like an option would be obeyed by the program rather than taken as data. */
    private String replaceArgument(String text) {
        String value = replace(text);
        if (!value.equals(text) && value.startsWith("-")) {
            problems.add("argument " + text + " would begin with \"-\" and be taken for an option");
        }
        return value;
    }

    private String replace(String text) {
        Matcher whole = WHOLE.matcher(text);
        if (whole.matches()) {
            String value = values.get(whole.group(1));
            if (value == null && !outputsToo && whole.group(1).startsWith(Step.OUTPUTS)) {
                return text;
            }
            if (value == null && whole.group(1).startsWith(Step.OUTPUTS)) {
                problems.add("placeholder " + text + " has no value: that step was left out or has failed");
                return text;
            }
            if (value == null) {
                problems.add("placeholder " + text + " names no parameter");
                return text;
            }
            return value;
        }
        if (text.contains("${")) {
            problems.add("\"" + text + "\": a placeholder must be the whole text");
        }
        return text;
    }
}
