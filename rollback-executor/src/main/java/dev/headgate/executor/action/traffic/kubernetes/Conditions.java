package dev.headgate.executor.action.traffic.kubernetes;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What controllers report of objects, as conditions. */
final class Conditions {

    private Conditions() {}

    /**
     * Why a condition is not known to be true of an object as it stands, in a sentence.
     *
     * @param generation the object's; a condition of an earlier one says nothing
     * @param needed whether an absent condition is not true either
     */
    static Optional<String> notTrue(JsonNode conditions, String type, long generation, boolean needed) {
        Optional<JsonNode> found = Json.items(conditions)
                .filter(condition -> Json.text(condition, "type").equals(type))
                .findFirst();
        if (found.isEmpty()) {
            return needed ? Optional.of(type + " is not reported") : Optional.empty();
        }
        JsonNode condition = found.get();
        long observed = condition.path("observedGeneration").asLong(generation);
        if (observed < generation) {
            return Optional.of(type + " is of generation " + observed + ", the object is at " + generation);
        }
        if (!Json.text(condition, "status").equals("True")) {
            return Optional.of(type + " is " + condition.path("status").asString("Unknown") + ": "
                    + Json.text(condition, "reason") + " "
                    + Json.text(condition, "message"));
        }
        return Optional.empty();
    }
}
