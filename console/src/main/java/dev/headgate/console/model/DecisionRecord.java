package dev.headgate.console.model;

import dev.headgate.console.view.DecisionRow;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One record of the log that holds a decision.
 *
 * @param row the decision at a glance
 * @param keyId the key that its signature names
 * @param document the decision as it stands there, whole
 */
public record DecisionRecord(DecisionRow row, Optional<String> keyId, JsonNode document) {}
