package dev.headgate.documents;

import dev.headgate.schemas.model.Action;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a question to a person. */
final class ConfirmReader implements ActionReader {

    /** How long a person is waited for, unless the step's budget says otherwise. */
    static final Duration BUDGET = Duration.ofMinutes(30);

    private static final int LONGEST = 300;

    private final Values values;
    private final Problems problems;
    private final Placeholders placeholders;

    ConfirmReader(Values values, Problems problems, Placeholders placeholders) {
        this.values = values;
        this.problems = problems;
        this.placeholders = placeholders;
    }

    @Override
    public Optional<Action> read(Node node) throws Refusal {
        Fields fields = Fields.of(node, "`confirm`", List.of("question"), values, problems);
        return fields.required("question", "what a person answers with yes or no", this::question)
                .map(Action.Confirm::new);
    }

    private String question(Node node) throws Refusal {
        Text text = values.text(node, "what a person answers with yes or no");
        placeholders.parameter(text);
        boolean readable = text.value().codePoints().noneMatch(Character::isISOControl);
        if (text.value().isBlank() || text.value().length() > LONGEST || !readable) {
            throw new Refusal(Problem.error(text.whole(), "a person cannot be asked this")
                    .found(text.value().length() + " characters")
                    .expected("one line of 1 to " + LONGEST + " characters"));
        }
        return text.value();
    }
}
