package dev.headgate.documents;

import dev.headgate.schemas.model.RunbookParameter;
import dev.headgate.schemas.model.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parameters of a runbook, the outputs of the steps read so far, and where steps use them. Not thread-safe. */
final class Placeholders {

    private static final Pattern WHOLE = Pattern.compile("\\$\\{([^${}]*)\\}");
    private static final Pattern SHELL_VARIABLE = Pattern.compile("\\$[A-Za-z_(].*", Pattern.DOTALL);

    private final Map<String, Located<RunbookParameter>> declared;
    private final Problems problems;
    private final Map<String, RunbookParameter> outputs = new LinkedHashMap<>();
    private final Set<String> used = new HashSet<>();

    Placeholders(Map<String, Located<RunbookParameter>> declared, Problems problems) {
        this.declared = declared;
        this.problems = problems;
    }

    /** The parameter that a value is, or empty for a value without a placeholder. */
    Optional<RunbookParameter> parameter(Text text) throws Refusal {
        Matcher whole = WHOLE.matcher(text.value());
        if (whole.matches()) {
            return Optional.of(use(whole.group(1), text));
        }
        int begin = text.value().indexOf("${");
        if (begin >= 0) {
            noteUses(text.value());
            int end = text.value().indexOf('}', begin);
            throw new Refusal(Problem.error(
                            text.place(begin, end < 0 ? text.value().length() : end + 1),
                            "a placeholder must be the whole value: it is validated as a whole, and must not be able to"
                                    + " change what stands beside it")
                    .found(Values.quoted(text.value()))
                    .expected("the placeholder as a value of its own, as \"${weight}\""));
        }
        if (SHELL_VARIABLE.matcher(text.value()).find()) {
            problems.add(Problem.warning(text.whole(), "no shell reads this: `$` stays as it is")
                    .found(Values.quoted(text.value()))
                    .expected("a placeholder \"${name}\", or a variable passed on with `inherit`"));
        }
        return Optional.empty();
    }

    /** A placeholder in the wrong form is a use all the same: its parameter is not what is wrong. */
    private void noteUses(String value) {
        Matcher inside = WHOLE.matcher(value);
        while (inside.find()) {
            used.add(inside.group(1));
        }
    }

    /** The same where the decision alone may say what stands there: a weight, a server. */
    Optional<RunbookParameter> parameterOfDecision(Text text) throws Refusal {
        Optional<RunbookParameter> parameter = parameter(text);
        if (text.value().startsWith("${" + Step.OUTPUTS)) {
            throw new Refusal(Problem.error(text.whole(), "an output of a step cannot say where traffic goes")
                    .found("`" + text.value() + "`")
                    .expected("a parameter that the decision gives: it is what was signed"));
        }
        return parameter;
    }

    /** From here on steps may use this output of a step. */
    void output(String name, RunbookParameter output) {
        outputs.put(name, output);
    }

    /** The parameter or output of that name, which is used here. */
    RunbookParameter use(String name, Text text) throws Refusal {
        if (outputs.containsKey(name)) {
            return outputs.get(name);
        }
        Located<RunbookParameter> parameter = declared.get(name);
        if (parameter == null) {
            List<String> names = new ArrayList<>(declared.keySet());
            names.addAll(outputs.keySet());
            boolean output = name.startsWith(Step.OUTPUTS);
            throw new Refusal(Problem.error(
                            text.whole(),
                            output ? "no step before this one has this output" : "this parameter is not declared")
                    .found("`" + text.value() + "`")
                    .expected(names.isEmpty() ? "a parameter under `parameters`" : String.join(", ", names))
                    .suggest(NearestWord.to(name, names).map(nearest -> "${" + nearest + "}")));
        }
        used.add(name);
        return parameter.value();
    }

    void warnOfUnused() {
        declared.forEach((name, parameter) -> {
            if (!used.contains(name)) {
                problems.add(Problem.warning(parameter.place(), "no step uses this parameter")
                        .found(name)
                        .expected("\"${" + name + "}\" in a step, or no such parameter"));
            }
        });
    }
}
