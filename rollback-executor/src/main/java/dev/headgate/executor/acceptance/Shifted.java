package dev.headgate.executor.acceptance;

import dev.headgate.schemas.model.Decision;

/**
 * Between which versions a rollout shifts traffic: the same from its start to its end.
 *
 * @param epoch offset of the rollout's start command
 * @param canary the version being rolled out
 * @param baseline the version that held the traffic at the start
 */
public record Shifted(long epoch, String canary, String baseline) {

    /** Those of a decision. */
    public static Shifted of(Decision decision) {
        return new Shifted(decision.epoch(), decision.canary(), decision.baseline());
    }
}
