package dev.headgate.core.evidence;

/**
 * How much of a comparison's weight each operation has, fixed before any of them is known: of one half the first has most,
 * the i-th one i-th of that. The other half is for all operations together. What is kept for operations that never come
 * counts as evidence of 1, so the sum is at most 1 whatever appears and in whatever order.
 */
public final class OperationShares {

    /** Operations that are compared by themselves; later ones count in the comparison of all together only. */
    public static final int MOST = 128;

    /** The share of all operations together. */
    public static final double OF_ALL_TOGETHER = 0.5;

    private static final double FIRST = first();

    private OperationShares() {}

    /**
     * The share of one operation.
     *
     * @param place its place in the order of appearance, from 1 to {@link #MOST}
     */
    public static double of(int place) {
        if (place < 1 || place > MOST) {
            throw new IllegalArgumentException("a place lies between 1 and " + MOST + ", found " + place);
        }
        return FIRST / place;
    }

    /**
     * The logarithm of the evidence of all operations together and of each by itself.
     *
     * @param logTogether of all together
     * @param logEach of each, in the order of appearance, at most {@link #MOST}
     */
    public static double logMean(double logTogether, double... logEach) {
        double sum = StrictMath.log(OF_ALL_TOGETHER) + logTogether;
        double spent = OF_ALL_TOGETHER;
        for (int i = 0; i < logEach.length; i++) {
            double share = of(i + 1);
            spent += share;
            sum = Mixture.logAdd(sum, StrictMath.log(share) + logEach[i]);
        }
        return spent < 1 ? Mixture.logAdd(sum, StrictMath.log(1 - spent)) : sum;
    }

    private static double first() {
        double harmonic = 0;
        for (int place = 1; place <= MOST; place++) {
            harmonic += 1.0 / place;
        }
        return (1 - OF_ALL_TOGETHER) / harmonic;
    }
}
