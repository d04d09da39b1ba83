package dev.headgate.documents;

import dev.headgate.schemas.model.RunbookParameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the parameters of a runbook: {@code weight: weight}, or {@code reason: {type: text, pattern: "..."}}. */
final class ParameterReader {

    static final List<String> TYPES = Stream.of(RunbookParameter.Type.values())
            .map(RunbookParameter.Type::wireName)
            .toList();

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,49}");
    private static final int LONGEST_PATTERN = 500;

    private final Values values;
    private final Problems problems;

    ParameterReader(Values values, Problems problems) {
        this.values = values;
        this.problems = problems;
    }

    Map<String, Located<RunbookParameter>> read(Node node) throws Refusal {
        Fields fields = Fields.of(node, "`parameters`", List.of("*"), values, problems);
        Map<String, Located<RunbookParameter>> parameters = new LinkedHashMap<>();
        for (String name : fields.names()) {
            Place place = fields.keyPlace(name);
            problems.attempt(() -> checkName(name, place));
            fields.optional(name, value -> parameter(name, value))
                    .flatMap(it -> it)
                    .ifPresent(parameter -> parameters.put(name, new Located<>(parameter, place)));
        }
        return parameters;
    }

    private static String checkName(String name, Place place) throws Refusal {
        if (!NAME.matcher(name).matches()) {
            throw new Refusal(Problem.error(place, "this cannot be the name of a parameter")
                    .found(Values.quoted(name))
                    .expected("1 to 50 of A-Z a-z 0-9 _ beginning with a letter"));
        }
        return name;
    }

    /** One with this name, which is checked by whoever asks. */
    Optional<RunbookParameter> parameter(String name, Node node) throws Refusal {
        if (!(node instanceof MappingNode)) {
            return Optional.of(new RunbookParameter(name, type(node), Optional.empty()));
        }
        Fields fields = Fields.of(node, "a parameter", List.of("type", "pattern"), values, problems);
        Optional<RunbookParameter.Type> type = fields.required("type", String.join(", ", TYPES), this::type);
        Optional<String> pattern = fields.optional("pattern", this::pattern);
        return type.map(it -> new RunbookParameter(name, it, pattern));
    }

    private RunbookParameter.Type type(Node node) throws Refusal {
        return switch (values.word(node, TYPES)) {
            case "name" -> RunbookParameter.Type.NAME;
            case "version" -> RunbookParameter.Type.VERSION;
            case "weight" -> RunbookParameter.Type.WEIGHT;
            case "integer" -> RunbookParameter.Type.INTEGER;
            case "text" -> RunbookParameter.Type.TEXT;
            default -> throw new IllegalStateException("a type without a meaning: " + TYPES);
        };
    }

    private String pattern(Node node) throws Refusal {
        Text text = values.text(node, "a regular expression");
        if (text.value().isEmpty() || text.value().length() > LONGEST_PATTERN) {
            throw new Refusal(Problem.error(text.whole(), "this regular expression is empty or too long")
                    .found(text.value().length() + " characters")
                    .expected("1 to " + LONGEST_PATTERN + " characters"));
        }
        try {
            return Pattern.compile(text.value()).pattern();
        } catch (PatternSyntaxException wrong) {
            int at = Math.max(0, Math.min(wrong.getIndex(), text.value().length()));
            throw new Refusal(Problem.error(
                            text.place(at, Math.min(at + 1, text.value().length())),
                            "this is no regular expression: " + wrong.getDescription())
                    .found(Values.quoted(text.value()))
                    .expected("a Java regular expression that the whole value must match"));
        }
    }
}
