package dev.headgate.core.telemetry;

import dev.headgate.schemas.model.Weight;

/**
 * Whether a version has the share of the traffic that its weight stands for. It is off when it is further away than a
 * quarter of the smaller side's weight, at least 2 points, and three standard deviations more, so that chance is no
 * explanation.
 */
public final class TrafficShare {

    private static final double SHARE_OF_WEIGHT = 0.25;
    private static final double LEAST_POINTS = 2;
    private static final double DEVIATIONS = 3;
    private static final double MOST_OF_NONE = 0.5;

    private TrafficShare() {}

    /**
     * Whether the share is off.
     *
     * @param weight the version's weight, percent, 0 to 100
     * @param requests the version's requests
     * @param all requests of all versions, at least 1
     */
    public static boolean isOff(double weight, long requests, long all) {
        return Math.abs(percent(requests, all) - weight) > tolerance(weight, all);
    }

    /** A version's share of the requests, percent. */
    public static double percent(long requests, long all) {
        return 100.0 * requests / all;
    }

    /** Whether a weight in force is near enough to another for verdicts to mean the same; there is no chance in weights. */
    public static boolean isNear(Weight weight, Weight inForce) {
        double tolerance = weight.percent() == 0 ? MOST_OF_NONE : tolerance(weight.percent());
        return Math.abs(inForce.percent() - weight.percent()) <= tolerance;
    }

    private static double tolerance(double weight, long all) {
        return tolerance(weight) + DEVIATIONS * Math.sqrt(weight * (100 - weight) / all);
    }

    private static double tolerance(double weight) {
        return Math.max(LEAST_POINTS, Math.min(weight, 100 - weight) * SHARE_OF_WEIGHT);
    }
}
