package dev.headgate.documents;

import dev.headgate.schemas.model.notice.Given;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads values that may be kept elsewhere, and those that must be: secrets. */
final class GivenReader {

    static final String EXPECTED =
            "{ file: /absolute/path } or { environment: VARIABLE }: a secret stands in no document";

    private static final Pattern PATH = Pattern.compile("/[^\\x00-\\x1F]{1,500}");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");

    private final Values values;
    private final Problems problems;

    GivenReader(Values values, Problems problems) {
        this.values = values;
        this.problems = problems;
    }

    /** What must not stand in the document itself; what stands there all the same is not repeated. */
    Given secret(Node node) throws Refusal {
        if (!(node instanceof MappingNode)) {
            Place place = values.source().place(node).withoutText();
            throw new Refusal(Problem.error(place, "a secret must not stand here")
                    .found("a value that is not shown")
                    .expected(EXPECTED));
        }
        return elsewhere(node);
    }

    /** An address, as it is or kept elsewhere. */
    Given address(Node node) throws Refusal {
        return node instanceof MappingNode ? elsewhere(node) : new Given.Written(openAddress(node));
    }

    /** An address as it is. */
    String openAddress(Node node) throws Refusal {
        Text text = values.text(node, WebAddress.EXPECTED);
        WebAddress.check(text.value(), text);
        return text.value();
    }

    private Given elsewhere(Node node) throws Refusal {
        Fields fields = Fields.of(node, "a secret", List.of("file", "environment"), values, problems);
        if (fields.has("file") == fields.has("environment")) {
            throw new Refusal(Problem.error(fields.place(), "a secret is kept in one place")
                    .found(fields.has("file") ? "two" : "none")
                    .expected(EXPECTED));
        }
        Optional<Given> file = fields.optional(
                "file", it -> new Given.InFile(fitting(it, PATH, "an absolute path, as /etc/headgate/slack-url")));
        Optional<Given> variable = fields.optional(
                "environment",
                it -> new Given.InEnvironment(fitting(it, VARIABLE, "the name of an environment variable")));
        // Refused was already what neither of them is.
        return file.or(() -> variable).orElseGet(() -> new Given.InFile("/"));
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
