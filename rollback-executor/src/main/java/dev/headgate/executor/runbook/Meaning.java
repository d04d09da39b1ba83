package dev.headgate.executor.runbook;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What records mean, as one text that later releases write in the same way: each component by its name, and what is empty,
 * false or no time at all left out, so that a component that a release adds changes nothing of those that do not use it. Names of records and
 * of components are part of the text. Texts carry their length, so that nothing that they hold can be taken for something
 * else.
 */
final class Meaning {

    private Meaning() {}

    /**
     * The text of a value.
     *
     * @throws IllegalArgumentException if it is, or holds, something that has no text of its own
     */
    static String of(Object value) {
        if (value instanceof Record found) {
            return of(found);
        }
        if (value instanceof Optional<?> optional) {
            return optional.map(Meaning::of).orElse("");
        }
        if (value instanceof List<?> list) {
            return list.isEmpty() ? "" : list.stream().map(Meaning::of).collect(Collectors.joining(",", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            return map.isEmpty() ? "" : of(map);
        }
        if (value instanceof Enum<?> word) {
            return word.name();
        }
        if (value instanceof Boolean flag) {
            return flag ? "true" : "";
        }
        if (value instanceof Duration time && time.isZero()) {
            return "";
        }
        if (value instanceof String || value instanceof Duration || value instanceof Number) {
            String text = value.toString();
            return text.length() + ":" + text;
        }
        throw new IllegalArgumentException("no text for a " + value.getClass().getName());
    }

    private static String of(Record found) {
        return Arrays.stream(found.getClass().getRecordComponents())
                .map(component -> Map.entry(component.getName(), of(valueOf(found, component))))
                .filter(entry -> !entry.getValue().isEmpty())
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(",", found.getClass().getSimpleName() + "{", "}"));
    }

    private static String of(Map<?, ?> map) {
        TreeMap<String, String> sorted = new TreeMap<>();
        map.forEach((key, value) -> sorted.put(of(Objects.requireNonNull(key)), of(Objects.requireNonNull(value))));
        return sorted.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static Object valueOf(Record found, RecordComponent component) {
        try {
            return Objects.requireNonNull(component.getAccessor().invoke(found));
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(component + " cannot be read", impossible);
        }
    }
}
