package dev.headgate.documents;

import dev.headgate.schemas.model.RunbookParameter;
import dev.headgate.schemas.model.Template;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads a JSON document that is written as YAML. A placeholder of a weight or an integer becomes a number. */
final class TemplateReader {

    private static final int DEEPEST = 10;

    private final Values values;
    private final Problems problems;
    private final Placeholders placeholders;

    TemplateReader(Values values, Problems problems, Placeholders placeholders) {
        this.values = values;
        this.problems = problems;
        this.placeholders = placeholders;
    }

    Template read(Node node) throws Refusal {
        return read(node, 0);
    }

    private Template read(Node node, int depth) throws Refusal {
        if (depth > DEEPEST) {
            throw new Refusal(Problem.error(values.source().place(node), "this is nested too deeply")
                    .expected("at most " + DEEPEST + " levels"));
        }
        if (node instanceof MappingNode) {
            return object(node, depth);
        }
        if (node instanceof SequenceNode) {
            return items(node, depth);
        }
        if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.STR)) {
            return literal(scalar);
        }
        Text text = values.text(node, "a text");
        Optional<RunbookParameter> parameter = placeholders.parameter(text);
        boolean number = parameter
                .filter(it -> it.type() == RunbookParameter.Type.WEIGHT || it.type() == RunbookParameter.Type.INTEGER)
                .isPresent();
        return number ? new Template.Literal(text.value()) : new Template.Text(text.value());
    }

    private Template object(Node node, int depth) throws Refusal {
        Fields fields = Fields.of(node, "an object", List.of("*"), values, problems);
        TreeMap<String, Template> read = new TreeMap<>();
        for (String name : fields.names()) {
            fields.optional(name, value -> read(value, depth + 1)).ifPresent(value -> read.put(name, value));
        }
        return new Template.Fields(read);
    }

    private Template items(Node node, int depth) throws Refusal {
        return new Template.Items(values.items(node, "a list", problems, item -> read(item, depth + 1)));
    }

    private Template literal(ScalarNode scalar) throws Refusal {
        String written = scalar.getValue();
        boolean truth = scalar.getTag().equals(Tag.BOOL);
        boolean number = (scalar.getTag().equals(Tag.INT) || scalar.getTag().equals(Tag.FLOAT))
                && written.matches("-?(?:0|[1-9][0-9]{0,17})(?:\\.[0-9]{1,17})?");
        if (truth || number || scalar.getTag().equals(Tag.NULL)) {
            return new Template.Literal(truth ? written.toLowerCase(Locale.ROOT) : number ? written : "null");
        }
        throw new Refusal(Problem.error(values.source().place(scalar), "JSON has no such number")
                .found(Values.quoted(written))
                .expected("as 5 or 0.25, or in quotes for a text"));
    }
}
