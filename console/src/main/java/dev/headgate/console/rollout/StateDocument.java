package dev.headgate.console.rollout;

import dev.headgate.schemas.model.RolloutState;
import java.util.Map;

/**
 * What the gate says itself of a rollout, with the words that stand in the log.
 *
 * @param state what it says
 * @param phase the phase's word
 * @param mode the mode's word
 */
public record StateDocument(RolloutState state, String phase, String mode) {

    /**
     * A state with its words.
     *
     * @param state the state
     * @param document the same as it stands in the log
     */
    public static StateDocument of(RolloutState state, byte[] document) {
        Map<String, String> words = Words.of(document, "phase", "mode");
        return new StateDocument(state, words.getOrDefault("phase", ""), words.getOrDefault("mode", ""));
    }
}
