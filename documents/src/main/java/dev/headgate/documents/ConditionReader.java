package dev.headgate.documents;

import dev.headgate.schemas.model.StepCondition;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads when a step is done: {@code ${action} = apply}. */
final class ConditionReader {

    private static final Pattern FORM =
            Pattern.compile("\\s*\\$\\{([^${}]*)\\}\\s*(=|!=)\\s*([^\\s=].*?)\\s*", Pattern.DOTALL);
    private static final String EXPECTED = "`${parameter} = text` or `${parameter} != text`";

    private final Values values;
    private final Placeholders placeholders;

    ConditionReader(Values values, Placeholders placeholders) {
        this.values = values;
        this.placeholders = placeholders;
    }

    StepCondition read(Node node) throws Refusal {
        Text text = values.text(node, EXPECTED);
        Matcher parts = FORM.matcher(text.value());
        if (!parts.matches() || parts.group(3).contains("${")) {
            throw new Refusal(Problem.error(text.whole(), "this is no condition")
                    .found(Values.quoted(text.value()))
                    .expected(EXPECTED));
        }
        placeholders.use(parts.group(1), text);
        return new StepCondition(parts.group(1), parts.group(2).equals("="), parts.group(3));
    }
}
