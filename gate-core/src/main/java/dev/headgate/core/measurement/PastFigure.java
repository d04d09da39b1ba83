package dev.headgate.core.measurement;

/**
 * A figure of the past, as it was when that ended.
 *
 * @param ask what was asked
 * @param stage the stage that it is of, counted from 0; {@link #BEFORE} for the time before the rollout
 * @param value the figure; of several series the largest
 */
public record PastFigure(PastAsk ask, int stage, double value) {

    /** The time before the rollout. */
    public static final int BEFORE = -1;
}
