package dev.headgate.documents;

import dev.headgate.schemas.model.RunbookParameter;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a name at a place where traffic goes: one of the target's own form, or a parameter that only the decision gives. */
final class TargetNameReader {

    private final Values values;
    private final Placeholders placeholders;
    private final Form form;

    TargetNameReader(Values values, Placeholders placeholders, Form form) {
        this.values = values;
        this.placeholders = placeholders;
        this.form = form;
    }

    /**
     * What names look like there.
     *
     * @param pattern which names there are
     * @param what what it is, as `a name in HAProxy's configuration`
     * @param problem what is said of another text
     * @param expected what is expected instead
     */
    record Form(Pattern pattern, String what, String problem, String expected) {}

    String read(Node node) throws Refusal {
        Text text = values.text(node, form.what());
        Optional<RunbookParameter> parameter = placeholders.parameterOfDecision(text);
        boolean freeText =
                parameter.map(it -> it.type() == RunbookParameter.Type.TEXT).orElse(false);
        if (freeText) {
            throw new Refusal(Problem.error(text.whole(), "a parameter of type text may hold anything, this is a name")
                    .found(text.value())
                    .expected("a parameter of type name or version"));
        }
        if (parameter.isEmpty() && !form.pattern().matcher(text.value()).matches()) {
            throw new Refusal(Problem.error(text.whole(), form.problem())
                    .found(Values.quoted(text.value()))
                    .expected(form.expected()));
        }
        return text.value();
    }
}
