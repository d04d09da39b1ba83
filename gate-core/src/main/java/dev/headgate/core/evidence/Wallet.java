package dev.headgate.core.evidence;

/**
 * One chance of a false alarm for a whole rollout, shared by all of its comparisons: their evidence is averaged, each
 * counting as 1 until it starts, and the average is held against 1/alpha. Valid whatever the comparisons have to do with
 * each other, and never weaker than splitting alpha.
 */
public final class Wallet {

    /** The chance that a healthy release is ever rolled back by comparisons, unless the policy says otherwise. */
    public static final double DEFAULT_ALPHA = 0.01;

    private Wallet() {}

    /** The logarithm of the mean of the evidence, given as logarithms; 0 for none. */
    public static double logMean(double... logEvidence) {
        if (logEvidence.length == 0) {
            return 0;
        }
        double sum = Double.NEGATIVE_INFINITY;
        for (double each : logEvidence) {
            sum = Mixture.logAdd(sum, each);
        }
        return sum - StrictMath.log(logEvidence.length);
    }

    /** The logarithm of the bar that evidence has to reach. */
    public static double logBar(double alpha) {
        return -StrictMath.log(alpha);
    }
}
