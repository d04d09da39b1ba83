package dev.headgate.core.evidence;

import java.time.Duration;

/**
 * How much of the evidence's weight is put on a regression that begins in which second, fixed before the rollout: a
 * quarter on the first second, a quarter shared by the starts of later stages, and the rest evenly over all seconds of
 * the longest time that the rollout may take. Where a rollout takes longer, or steps back to start a stage again, the
 * weights end when they have added up to 1.
 *
 * @param first weight of the first second
 * @param stage weight of the start of each later stage
 * @param second weight of each second
 */
public record StartTimes(double first, double stage, double second) {

    /**
     * For a whole rollout.
     *
     * @param longest the policy's total maximum duration
     * @param laterStages how many stages follow the first
     */
    public static StartTimes ofRollout(Duration longest, int laterStages) {
        double seconds = Math.max(1, longest.toSeconds());
        return laterStages == 0
                ? new StartTimes(0.25, 0, 0.75 / seconds)
                : new StartTimes(0.25, 0.25 / laterStages, 0.5 / seconds);
    }

    /** For what has to be shown within one stage: half at once, half over the stage's longest time. */
    public static StartTimes ofStage(Duration longest) {
        return new StartTimes(0.5, 0, 0.5 / Math.max(1, longest.toSeconds()));
    }

    /** The weight of a stratum that ends so many seconds after the one before. */
    public double weight(boolean isFirst, boolean startsStage, long secondsSince) {
        return second * secondsSince + (isFirst ? first : 0) + (startsStage && !isFirst ? stage : 0);
    }
}
