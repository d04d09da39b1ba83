package dev.headgate.core.evidence;

import java.time.Duration;

/**
 * How much of the evidence's weight is put on a regression that begins in which second, fixed before the rollout: a
 * quarter on the first second, a quarter shared by the starts of later stages, and the rest evenly over all seconds of
 * the longest time that the rollout may take. Where a rollout takes longer, or steps back to start a stage again, the
 * weights have added up to 1; then each further second has the weight {@code beyond} (Shiryaev-Roberts, scaled), so that
 * a late regression is found too, at the price of one false alarm in so much time.
 *
 * @param first weight of the first second
 * @param stage weight of the start of each later stage
 * @param second weight of each second
 * @param beyond weight of each second once the others have added up to 1
 */
public record StartTimes(double first, double stage, double second, double beyond) {

    /**
     * For a watch beyond what was planned: the sum R of likelihood ratios over all seconds is held against a bar of a year of
     * seconds at a chance of 1 %, and longer or shorter as the chance is smaller or larger. With the weight 1 / (1 % of a
     * year) it is evidence like the rest, to be held against 1 / alpha. False alarms come at most once in a year then.
     */
    public static final double ONCE_A_YEAR = 1 / (Wallet.DEFAULT_ALPHA * 365 * 24 * 60 * 60);

    /** Weights that end when they have added up to 1. */
    public StartTimes(double first, double stage, double second) {
        this(first, stage, second, 0);
    }

    /**
     * For a whole rollout.
     *
     * @param longest the policy's total maximum duration
     * @param laterStages how many stages follow the first
     */
    public static StartTimes ofRollout(Duration longest, int laterStages) {
        double seconds = Math.max(1, longest.toSeconds());
        return laterStages == 0
                ? new StartTimes(0.25, 0, 0.75 / seconds, ONCE_A_YEAR)
                : new StartTimes(0.25, 0.25 / laterStages, 0.5 / seconds, ONCE_A_YEAR);
    }

    /** For what has to be shown within one stage: half at once, half over the stage's longest time. */
    public static StartTimes ofStage(Duration longest) {
        return new StartTimes(0.5, 0, 0.5 / Math.max(1, longest.toSeconds()), ONCE_A_YEAR);
    }

    /** The same weights, ending when they have added up to 1: for what must be shown, which has no time to be late. */
    public StartTimes ending() {
        return new StartTimes(first, stage, second, 0);
    }

    /** The weight of a stratum that ends so many seconds after the one before. */
    public double weight(boolean isFirst, boolean startsStage, long secondsSince) {
        return second * secondsSince + (isFirst ? first : 0) + (startsStage && !isFirst ? stage : 0);
    }
}
