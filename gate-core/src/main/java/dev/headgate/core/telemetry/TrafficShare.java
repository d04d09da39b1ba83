package dev.headgate.core.telemetry;

/**
 * Whether a version has the share of the traffic that its weight stands for. It is off when it is further away than a
 * quarter of the smaller side's weight, at least 2 points, and three standard deviations more, so that chance is no
 * explanation.
 */
public final class TrafficShare {

    private static final double SHARE_OF_WEIGHT = 0.25;
    private static final double LEAST_POINTS = 2;
    private static final double DEVIATIONS = 3;

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

    private static double tolerance(double weight, long all) {
        double smaller = Math.min(weight, 100 - weight);
        double deviation = Math.sqrt(weight * (100 - weight) / all);
        return Math.max(LEAST_POINTS, smaller * SHARE_OF_WEIGHT) + DEVIATIONS * deviation;
    }
}
