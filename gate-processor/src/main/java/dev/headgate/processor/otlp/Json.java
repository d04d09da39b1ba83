package dev.headgate.processor.otlp;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;

/** Fields as the JSON of OTLP writes them: numbers of 64 bits as text, enumerations as numbers or by name. */
final class Json {

    private Json() {}

    /** The items of an array; none if the field is absent or null. */
    static Iterable<JsonNode> items(JsonNode of, String field) {
        JsonNode found = of.path(field);
        if (found.isMissingNode() || found.isNull()) {
            return List.of();
        }
        if (found instanceof ArrayNode array) {
            return array;
        }
        throw new Unusable(field + ": expected an array, found " + kind(found));
    }

    /** The object; an absent one has no fields. */
    static JsonNode object(JsonNode of, String field) {
        JsonNode found = of.path(field);
        if (found.isObject()) {
            return found;
        }
        if (found.isMissingNode() || found.isNull()) {
            return MissingNode.getInstance();
        }
        throw new Unusable(field + ": expected an object, found " + kind(found));
    }

    /** A whole number, also as text; 0 if it is absent. */
    static long whole(JsonNode of, String field) {
        JsonNode found = of.path(field);
        return found.isMissingNode() || found.isNull() ? 0 : asWhole(found, field);
    }

    static long asWhole(JsonNode found, String field) {
        if (found.isIntegralNumber() && found.canConvertToLong()) {
            return found.longValue();
        }
        if (found.isString()) {
            try {
                return Long.parseLong(found.stringValue());
            } catch (NumberFormatException none) {
                throw new Unusable(
                        field + ": expected a whole number, found \"" + Naming.shown(found.stringValue()) + "\"");
            }
        }
        throw new Unusable(field + ": expected a whole number, found " + kind(found));
    }

    static double asNumber(JsonNode found, String field) {
        if (found.isNumber()) {
            return found.doubleValue();
        }
        if (found.isString()) {
            try {
                return Double.parseDouble(found.stringValue());
            } catch (NumberFormatException none) {
                throw new Unusable(field + ": expected a number, found \"" + Naming.shown(found.stringValue()) + "\"");
            }
        }
        throw new Unusable(field + ": expected a number, found " + kind(found));
    }

    /** The value of an enumeration by its number, or by its name as in the definition; 0 if it is absent or not known. */
    static int value(JsonNode of, String field, List<String> names) {
        JsonNode found = of.path(field);
        if (found.isString() && names.contains(found.stringValue())) {
            return names.indexOf(found.stringValue());
        }
        if (found.isMissingNode() || found.isNull() || found.isString()) {
            return 0;
        }
        return (int) asWhole(found, field);
    }

    /** The text; empty if it is absent. */
    static String text(JsonNode of, String field) {
        JsonNode found = of.path(field);
        if (found.isMissingNode() || found.isNull()) {
            return "";
        }
        if (found.isString()) {
            return found.stringValue();
        }
        throw new Unusable(field + ": expected text, found " + kind(found));
    }

    static String kind(JsonNode found) {
        return switch (found.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "an array";
            case STRING -> "text";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case NULL -> "null";
            default -> "something else";
        };
    }
}
