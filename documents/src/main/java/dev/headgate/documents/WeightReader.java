package dev.headgate.documents;

import dev.headgate.schemas.model.RunbookParameter;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the share that a shift gives the canary: only what a decision says, and so was signed, or what the file says. */
final class WeightReader {

    private static final Pattern PERCENT = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,4})?");

    private final Values values;
    private final Placeholders placeholders;

    WeightReader(Values values, Placeholders placeholders) {
        this.values = values;
        this.placeholders = placeholders;
    }

    String read(Node node) throws Refusal {
        String expected = "\"${weight}\" with a parameter of type weight, or a number from \"0\" to \"100\"";
        Text text = values.text(node, expected);
        Optional<RunbookParameter> parameter = placeholders.parameterOfDecision(text);
        boolean weight = parameter
                .map(it -> it.type() == RunbookParameter.Type.WEIGHT || it.type() == RunbookParameter.Type.INTEGER)
                .orElseGet(() -> isPercent(text.value()));
        if (!weight) {
            throw new Refusal(Problem.error(text.whole(), "this is no share in percent")
                    .found(Values.quoted(text.value()))
                    .expected(expected));
        }
        return text.value();
    }

    private static boolean isPercent(String text) {
        return PERCENT.matcher(text).matches() && new BigDecimal(text).compareTo(BigDecimal.valueOf(100)) <= 0;
    }
}
