package dev.headgate.cli.replay;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where two documents first differ.
 *
 * @param at the field, as {@code verdicts.0.observed}; empty for the whole
 * @param recorded what was recorded there
 * @param replayed what is there now
 */
public record Difference(String at, String recorded, String replayed) {

    private static final int LONGEST = 160;
    private static final String ABSENT = "nothing";

    /** The first difference; documents whose fields are equal differ in how they are written. */
    static Difference between(byte[] recorded, byte[] replayed) {
        try {
            JsonNode before = JsonMapper.shared().readTree(recorded);
            JsonNode after = JsonMapper.shared().readTree(replayed);
            return first("", before, after)
                    .orElseGet(() -> new Difference("", shown(text(recorded)), shown(text(replayed))));
        } catch (JacksonException notJson) {
            return new Difference("", shown(text(recorded)), shown(text(replayed)));
        }
    }

    private static Optional<Difference> first(String at, JsonNode before, JsonNode after) {
        if (before.equals(after)) {
            return Optional.empty();
        }
        if (before.isObject() && after.isObject()) {
            return ofFields(at, before, after);
        }
        if (before.isArray() && after.isArray()) {
            return ofElements(at, before, after);
        }
        return Optional.of(new Difference(at, shown(before.toString()), shown(after.toString())));
    }

    private static Optional<Difference> ofFields(String at, JsonNode before, JsonNode after) {
        Set<String> names = new LinkedHashSet<>();
        before.properties().stream().map(Map.Entry::getKey).forEach(names::add);
        after.properties().stream().map(Map.Entry::getKey).forEach(names::add);
        return names.stream()
                .map(name -> one(inside(at, name), before.get(name), after.get(name)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Difference> ofElements(String at, JsonNode before, JsonNode after) {
        Iterator<JsonNode> left = before.iterator();
        Iterator<JsonNode> right = after.iterator();
        for (int i = 0; left.hasNext() || right.hasNext(); i++) {
            Optional<Difference> found = one(
                    inside(at, Integer.toString(i)),
                    left.hasNext() ? left.next() : null,
                    right.hasNext() ? right.next() : null);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<Difference> one(String at, @Nullable JsonNode before, @Nullable JsonNode after) {
        if (before != null && after != null) {
            return first(at, before, after);
        }
        return Optional.of(new Difference(
                at,
                before == null ? ABSENT : shown(before.toString()),
                after == null ? ABSENT : shown(after.toString())));
    }

    private static String inside(String at, String name) {
        return at.isEmpty() ? name : at + "." + name;
    }

    private static String text(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }

    private static String shown(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
