package dev.headgate.console.rollout;

import dev.headgate.schemas.model.RolloutState;
import tools.jackson.databind.JsonNode;

/**
 * What the gate says itself of a rollout, with the words that stand in the log.
 *
 * @param state what it says
 * @param phase the phase's word
 * @param mode the mode's word
 */
public record StateDocument(RolloutState state, String phase, String mode) {

    /**
     * @param state the state
     * @param document the same as it stands in the log
     */
    public static StateDocument of(RolloutState state, JsonNode document) {
        return new StateDocument(state, Words.of(document, "phase"), Words.of(document, "mode"));
    }
}
