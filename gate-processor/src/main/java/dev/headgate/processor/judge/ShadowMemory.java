package dev.headgate.processor.judge;

import dev.headgate.core.shadow.Apartness;
import dev.headgate.schemas.model.Mode;

/**
 * What is remembered of a shadow besides its gate.
 *
 * @param rolloutId the rollout beside which it stands
 * @param ofRollout that rollout's mode
 * @param apartness whether the weights in force are those that the shadow would have led to
 */
record ShadowMemory(String rolloutId, Mode ofRollout, Apartness apartness) {

    ShadowMemory with(Apartness next) {
        return new ShadowMemory(rolloutId, ofRollout, next);
    }

    /** How its policy is judged: as one that moves traffic, if the rollout beside it does. */
    Mode judgedAs() {
        return ofRollout == Mode.ENFORCE ? Mode.SHADOW : Mode.OBSERVE;
    }
}
