package dev.headgate.documents;

import dev.headgate.schemas.model.HeaderCohort;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads which object of a Kubernetes cluster is meant, and which of its rules: what a runbook alone decides. */
final class ClusterObjectReader {

    private static final String NO_PLACEHOLDER = ", without a placeholder";
    private static final String NAMESPACE = "a namespace: 1 to 63 of a-z 0-9 -" + NO_PLACEHOLDER;
    private static final String NAME = "the object's name: 1 to 253 of a-z 0-9 - ." + NO_PLACEHOLDER;
    private static final String RULE = "its name, or its index counted from 0" + NO_PLACEHOLDER;
    private static final String HEADER = "a header's name, as x-cohort" + NO_PLACEHOLDER;
    private static final String VALUE = "the header's value, 1 to 200 characters" + NO_PLACEHOLDER;

    private static final Pattern OF_NAMESPACE = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern OF_NAME = Pattern.compile("[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?");
    private static final Pattern OF_RULE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,252}");
    private static final Pattern OF_HEADER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}");
    private static final Pattern OF_VALUE = Pattern.compile("[^$\\x00-\\x1F\\x7F]{1,200}");
    private static final int LAST_RULE = 999;

    private final Values values;
    private final Problems problems;

    ClusterObjectReader(Values values, Problems problems) {
        this.values = values;
        this.problems = problems;
    }

    Optional<String> namespace(Fields fields) {
        return fields.required("namespace", NAMESPACE, node -> fitting(node, OF_NAMESPACE, NAMESPACE));
    }

    Optional<String> name(Fields fields) {
        return fields.required("name", NAME, node -> fitting(node, OF_NAME, NAME));
    }

    /** A rule by its name or index. */
    Optional<String> rule(Fields fields, String field) {
        return fields.optional(
                field,
                node -> node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.INT)
                        ? Integer.toString(values.integer(node, 0, LAST_RULE))
                        : fitting(node, OF_RULE, RULE));
    }

    Optional<HeaderCohort> cohort(Fields fields) {
        return fields.optional("cohort", this::cohort).flatMap(it -> it);
    }

    private Optional<HeaderCohort> cohort(Node node) throws Refusal {
        Fields fields = Fields.of(node, "`cohort`", List.of("header", "value"), values, problems);
        Optional<String> header = fields.required("header", HEADER, one -> fitting(one, OF_HEADER, HEADER));
        Optional<String> value = fields.required("value", VALUE, one -> fitting(one, OF_VALUE, VALUE));
        return header.flatMap(name -> value.map(it -> new HeaderCohort(name, it)));
    }

    private String fitting(Node node, Pattern pattern, String expected) throws Refusal {
        Text text = values.text(node, expected);
        if (!pattern.matcher(text.value()).matches()) {
            throw new Refusal(Problem.error(text.whole(), "this cannot stand here")
                    .found(Values.quoted(text.value()))
                    .expected(expected));
        }
        return text.value();
    }
}
