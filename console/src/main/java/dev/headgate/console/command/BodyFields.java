package dev.headgate.console.command;

import dev.headgate.schemas.codec.CodecException;
import dev.headgate.schemas.codec.RecordJson;
import dev.headgate.schemas.model.Names;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the fields of a JSON object and gathers what is wrong with them; a field that cannot be used reads as empty. Not
 * thread-safe.
 */
final class BodyFields {

    private final ObjectNode object;
    private final String prefix;
    private final List<RequestProblem> problems;
    private final Set<String> asked = new HashSet<>();

    private BodyFields(ObjectNode object, String prefix, List<RequestProblem> problems) {
        this.object = object;
        this.prefix = prefix;
        this.problems = problems;
    }

    /** @throws UnusableRequest if the bytes are no JSON object */
    static BodyFields of(byte[] body) throws UnusableRequest {
        JsonNode node;
        try {
            node = new RecordJson().tree(body);
        } catch (CodecException notJson) {
            throw new UnusableRequest(List.of(whole(String.valueOf(notJson.getMessage()))));
        }
        if (!(node instanceof ObjectNode object)) {
            throw new UnusableRequest(List.of(whole("expected a JSON object")));
        }
        return new BodyFields(object, "", new ArrayList<>());
    }

    /** A text that must be there and not be blank. */
    String required(String field, int longest) {
        String text = optional(field, longest).orElse("");
        if (text.isBlank() && !has(field)) {
            problem(field, "is missing");
        } else if (text.isBlank() && isText(field)) {
            problem(field, "must not be empty");
        }
        return text;
    }

    /** A name that must be there. */
    String name(String field) {
        String text = required(field, 1_000);
        if (!text.isBlank() && !Names.isName(text)) {
            problem(field, "expected 1 to 100 of A-Z a-z 0-9 . _ - beginning with a letter or digit");
        }
        return text;
    }

    /** A text without control characters but tabs and line breaks; empty if it is absent. */
    Optional<String> optional(String field, int longest) {
        asked.add(field);
        JsonNode node = object.get(field);
        if (node == null || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isString()) {
            problem(field, "expected text");
            return Optional.empty();
        }
        String text = node.stringValue();
        if (text.length() > longest) {
            problem(field, "expected at most " + longest + " characters, found " + text.length());
            return Optional.empty();
        }
        if (text.chars().anyMatch(one -> Character.isISOControl(one) && one != '\n' && one != '\r' && one != '\t')) {
            problem(field, "expected text without control characters");
            return Optional.empty();
        }
        return Optional.of(text);
    }

    /** A time with its zone; empty if it is absent. */
    Optional<Instant> instant(String field) {
        return optional(field, 100).flatMap(text -> {
            try {
                return Optional.of(OffsetDateTime.parse(text).toInstant());
            } catch (DateTimeParseException notATime) {
                problem(field, "expected a time with its zone, as 2026-11-29T02:00:00Z");
                return Optional.empty();
            }
        });
    }

    /** A number; empty if it is absent. */
    OptionalDouble number(String field) {
        asked.add(field);
        JsonNode node = object.get(field);
        if (node == null || node.isNull()) {
            return OptionalDouble.empty();
        }
        if (!node.isNumber()) {
            problem(field, "expected a number");
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(node.doubleValue());
    }

    /** A whole number; empty if it is absent. */
    OptionalInt wholeNumber(String field) {
        asked.add(field);
        JsonNode node = object.get(field);
        if (node == null || node.isNull()) {
            return OptionalInt.empty();
        }
        if (!node.isIntegralNumber() || !node.canConvertToInt()) {
            problem(field, "expected a whole number");
            return OptionalInt.empty();
        }
        return OptionalInt.of(node.intValue());
    }

    /** An object in this one; empty if it is absent. */
    Optional<BodyFields> object(String field) {
        asked.add(field);
        JsonNode node = object.get(field);
        if (node == null || node.isNull()) {
            return Optional.empty();
        }
        if (node instanceof ObjectNode inner) {
            return Optional.of(new BodyFields(inner, prefix + field + ".", problems));
        }
        problem(field, "expected an object");
        return Optional.empty();
    }

    boolean has(String field) {
        JsonNode node = object.get(field);
        return node != null && !node.isNull();
    }

    void problem(String field, String message) {
        problems.add(RequestProblem.of(prefix + field, message));
    }

    void problem(String field, int line, int column, String message) {
        problems.add(
                new RequestProblem(Optional.of(prefix + field), OptionalInt.of(line), OptionalInt.of(column), message));
    }

    /** Notes fields that nobody has asked for. */
    void noteUnknown() {
        object.propertyNames().stream()
                .filter(name -> !asked.contains(name))
                .forEach(name -> problem(name, "is no field here"));
    }

    /** @throws UnusableRequest if anything is wrong */
    void finish() throws UnusableRequest {
        noteUnknown();
        if (!problems.isEmpty()) {
            throw new UnusableRequest(problems);
        }
    }

    private boolean isText(String field) {
        JsonNode node = object.get(field);
        return node != null && node.isString() && node.stringValue().isBlank();
    }

    private static RequestProblem whole(String message) {
        return new RequestProblem(Optional.empty(), OptionalInt.empty(), OptionalInt.empty(), message);
    }
}
