package dev.headgate.executor.action.http;

import dev.headgate.schemas.model.Template;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes templates and reads answers. Whatever a value holds, it stays one value. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    /**
     * The document.
     *
     * @throws IllegalArgumentException if a number is none
     */
    static String written(Template template) {
        return MAPPER.writeValueAsString(node(template));
    }

    /** A field of a document as text, nested names joined by dots; empty if it is no value or this is no JSON. */
    static Optional<String> field(String document, String path) {
        try {
            JsonNode node = MAPPER.readTree(document);
            for (String name : path.split("\\.", -1)) {
                node = node.path(name);
            }
            return node.isValueNode() && !node.isNull() ? Optional.of(node.asString()) : Optional.empty();
        } catch (JacksonException none) {
            return Optional.empty();
        }
    }

    private static JsonNode node(Template template) {
        if (template instanceof Template.Text text) {
            return MAPPER.getNodeFactory().stringNode(text.text());
        }
        if (template instanceof Template.Literal literal) {
            return literal(literal.written());
        }
        if (template instanceof Template.Items items) {
            ArrayNode array = MAPPER.createArrayNode();
            items.items().forEach(item -> array.add(node(item)));
            return array;
        }
        ObjectNode object = MAPPER.createObjectNode();
        ((Template.Fields) template).fields().forEach((name, value) -> object.set(name, node(value)));
        return object;
    }

    private static JsonNode literal(String written) {
        try {
            JsonNode node = MAPPER.readTree(written);
            if (node.isNumber() || node.isBoolean() || node.isNull()) {
                return node;
            }
        } catch (JacksonException none) {
            // It is said below.
        }
        throw new IllegalArgumentException("\"" + written + "\" is no number");
    }
}
