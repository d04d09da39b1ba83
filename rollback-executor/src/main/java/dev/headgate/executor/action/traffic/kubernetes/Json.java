package dev.headgate.executor.action.traffic.kubernetes;

import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Reads objects whose fields may be absent. */
final class Json {

    private Json() {}

    /** The items of a list; none of anything else. */
    static Stream<JsonNode> items(JsonNode list) {
        return list.isArray() ? StreamSupport.stream(list.spliterator(), false) : Stream.empty();
    }

    /** A text; empty if it is absent. */
    static String text(JsonNode object, String field) {
        return object.path(field).asString("");
    }
}
