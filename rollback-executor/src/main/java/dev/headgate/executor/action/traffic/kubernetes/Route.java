package dev.headgate.executor.action.traffic.kubernetes;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** An object of which one rule divides requests by weights. */
interface Route {

    /** Which object. */
    ObjectName object();

    /** The canary's destination, as {@link Destination#name}. */
    String canary();

    /** The baseline's. */
    String baseline();

    /** The weights that were decided. */
    WeightPair decided();

    /**
     * Where the rule sends requests.
     *
     * @throws IllegalArgumentException if it has no such rule, or more than one
     */
    List<Destination> destinations(JsonNode object);

    /** Why what stands there is not in force yet, in a sentence; empty if it is, as far as the object tells. */
    Optional<String> notInForce(JsonNode object);
}
