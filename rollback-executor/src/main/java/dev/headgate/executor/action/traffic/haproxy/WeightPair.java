package dev.headgate.executor.action.traffic.haproxy;

import dev.headgate.schemas.model.Weight;
import java.util.Optional;

/**
 * HAProxy weights of two servers that share a backend's traffic.
 *
 * <p>HAProxy knows whole weights from 0 to 256 and shares traffic by their ratio. A whole percentage is written as it
 * is: 5 and 95. Another share becomes the nearest ratio: 0.5 % is 1 and 199, 12.5 % is 1 and 7. The smallest share
 * above nothing is 1 to 256, which is 0.39 %.
 *
 * @param canary the canary's weight, 0 to 256
 * @param baseline the baseline's weight, 0 to 256
 */
record WeightPair(int canary, int baseline) {

    static final int LARGEST = 256;

    /** How far a share may be from what was decided, in points. */
    static final double TOLERANCE_POINTS = 0.05;

    /** The pair for a share; empty if no ratio comes within {@link #TOLERANCE_POINTS}. */
    static Optional<WeightPair> of(Weight share) {
        double percent = share.percent();
        if (percent == Math.rint(percent)) {
            return Optional.of(new WeightPair((int) percent, 100 - (int) percent));
        }
        Optional<WeightPair> nearest = Optional.empty();
        double least = TOLERANCE_POINTS;
        for (int canary = 1; canary <= LARGEST; canary++) {
            double exact = canary * (100 - percent) / percent;
            for (int baseline = (int) Math.floor(exact); baseline <= Math.ceil(exact); baseline++) {
                if (baseline >= 1 && baseline <= LARGEST) {
                    WeightPair pair = new WeightPair(canary, baseline);
                    double error = pair.errorAgainst(percent);
                    if (error < least - 1e-12) {
                        nearest = Optional.of(pair);
                        least = error;
                    }
                }
            }
        }
        return nearest;
    }

    /** The canary's share in percent. */
    double percent() {
        return 100.0 * canary / (canary + baseline);
    }

    private double errorAgainst(double percent) {
        return Math.abs(percent() - percent);
    }
}
