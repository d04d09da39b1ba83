package dev.headgate.executor.action.traffic.kubernetes;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Operations of RFC 6902 on single fields: all of a patch, or nothing. */
final class JsonPatch {

    private JsonPatch() {}

    /** A patch that does nothing yet. */
    static ArrayNode empty() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** Adds an operation that writes a member of an object, whether it is there or not; its {@code value} is still to be put. */
    static ObjectNode put(ArrayNode patch, String pointer) {
        return patch.addObject().put("op", "add").put("path", pointer);
    }

    /** Adds an operation that takes away a member that is there. */
    static void remove(ArrayNode patch, String pointer) {
        patch.addObject().put("op", "remove").put("path", pointer);
    }
}
