package dev.headgate.executor.action;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads named figures out of what a program has printed: the fields of a JSON object, nested ones joined by dots. Only
 * texts, numbers and truth values; what does not fit the bounds is left out. Thread-safe.
 *
 * <p>The object is all of the output, or its last line that is one, or everything from the last line on that begins with
 * <code>{</code>.
 */
public final class OutputFigures {

    /** How many figures are kept. */
    static final int MOST = 64;

    /** How long a value may be, characters. */
    static final int LONGEST_VALUE = 500;

    private static final String EXIT_CODE = "exitCode";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}");
    private static final int DEEPEST = 10;

    private final JsonMapper mapper = JsonMapper.builder().build();

    /** The figures of an output, with the exit code as {@code exitCode}. */
    public SortedMap<String, String> of(String output, OptionalInt exitCode) {
        TreeMap<String, String> figures = new TreeMap<>();
        exitCode.ifPresent(code -> figures.put(EXIT_CODE, Integer.toString(code)));
        object(output).ifPresent(object -> flatten("", object, 0, figures));
        return figures;
    }

    private Optional<JsonNode> object(String output) {
        String text = output.strip();
        List<String> lines = text.lines().toList();
        Optional<JsonNode> found = parse(text);
        for (int i = lines.size() - 1; i >= 0 && found.isEmpty(); i--) {
            found = parse(lines.get(i).strip());
        }
        for (int i = lines.size() - 1; i >= 0 && found.isEmpty(); i--) {
            if (lines.get(i).startsWith("{")) {
                return parse(String.join("\n", lines.subList(i, lines.size())));
            }
        }
        return found;
    }

    private Optional<JsonNode> parse(String text) {
        if (!text.startsWith("{") || !text.endsWith("}")) {
            return Optional.empty();
        }
        try {
            return Optional.of(mapper.readTree(text)).filter(JsonNode::isObject);
        } catch (JacksonException noJson) {
            return Optional.empty();
        }
    }

    private static void flatten(String prefix, JsonNode object, int depth, Map<String, String> figures) {
        object.properties().forEach(field -> {
            String name = prefix + field.getKey();
            JsonNode value = field.getValue();
            if (value.isObject() && depth < DEEPEST) {
                flatten(name + ".", value, depth + 1, figures);
            } else if (value.isString() || value.isNumber() || value.isBoolean()) {
                keep(name, value.asString(), figures);
            }
        });
    }

    /** The program's own word on its exit code does not count. */
    private static void keep(String name, String value, Map<String, String> figures) {
        boolean fits = NAME.matcher(name).matches() && value.length() <= LONGEST_VALUE;
        if (fits && figures.size() < MOST && !name.equals(EXIT_CODE)) {
            figures.put(name, value.replaceAll("\\p{Cntrl}", "?"));
        }
    }
}
