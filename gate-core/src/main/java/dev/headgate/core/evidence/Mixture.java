package dev.headgate.core.evidence;

import java.util.Arrays;
import java.util.List;

/**
 * Evidence that a regression began at <i>some</i> second, as a mixture over the seconds at which it may have begun and
 * over the alternatives: one recursion per alternative,
 *
 * <pre>R = (R + weight) exp(log ratio);   M = mean of R + (1 - weights spent)</pre>
 *
 * with mean at most 1 while nothing is wrong, so that M ever reaches 1/alpha with a chance of at most alpha (Ville). A
 * plain running sum would sink below zero in healthy hours and take minutes to climb again. Not thread-safe.
 *
 * <p>Source: Shin, Ramdas and Rinaldo, "E-detectors", NEJSDS; Lorden 1971.
 */
public final class Mixture {

    /** A sum of many weights is 1 within so much. */
    private static final double ROUNDING = 1e-9;

    private final double[] logSums;
    private double spent;

    /** With nothing gathered yet. */
    public Mixture(int alternatives) {
        logSums = new double[alternatives];
        Arrays.fill(logSums, Double.NEGATIVE_INFINITY);
    }

    private Mixture(State state) {
        logSums = state.logSums().stream().mapToDouble(Double::doubleValue).toArray();
        spent = state.spent();
    }

    /**
     * What has to be remembered.
     *
     * @param logSums the logarithm of R of each alternative
     * @param spent the weights spent so far
     */
    public record State(List<Double> logSums, double spent) {

        /** Copies the list. */
        public State {
            logSums = List.copyOf(logSums);
        }
    }

    /** Goes on where the state was taken. */
    public static Mixture restore(State state) {
        return new Mixture(state);
    }

    /** What has to be remembered. */
    public State state() {
        return new State(Arrays.stream(logSums).boxed().toList(), spent);
    }

    /**
     * Takes one stratum in.
     *
     * @param weight its weight, 0 or more; what would exceed 1 in all is not spent
     * @param logRatios of each alternative, already tempered
     */
    public void add(double weight, double[] logRatios) {
        add(weight, 0, logRatios);
    }

    /**
     * Takes one stratum in.
     *
     * @param weight its weight, 0 or more; what would exceed 1 in all is not spent
     * @param beyond what is given instead of a weight of which nothing can be spent any more, 0 or more
     * @param logRatios of each alternative, already tempered
     */
    public void add(double weight, double beyond, double[] logRatios) {
        double affordable = Math.min(weight, Math.max(0, 1 - spent));
        double logWeight = StrictMath.log(planIsOver() ? beyond : affordable);
        spent += affordable;
        for (int i = 0; i < logSums.length; i++) {
            logSums[i] = logAdd(logSums[i], logWeight) + logRatios[i];
        }
    }

    /** Whether all weights that were planned are spent. */
    public boolean planIsOver() {
        return spent >= 1 - ROUNDING;
    }

    /** The logarithm of M: of the mean of all R and of the weight not spent yet. */
    public double logEvidence() {
        double mean = logSumOf(logSums) - StrictMath.log(logSums.length);
        return spent < 1 ? logAdd(mean, StrictMath.log(1 - spent)) : mean;
    }

    private static double logSumOf(double[] logs) {
        double sum = Double.NEGATIVE_INFINITY;
        for (double each : logs) {
            sum = logAdd(sum, each);
        }
        return sum;
    }

    /** ln(exp a + exp b). */
    static double logAdd(double a, double b) {
        double larger = Math.max(a, b);
        if (larger == Double.NEGATIVE_INFINITY) {
            return larger;
        }
        return larger + StrictMath.log1p(StrictMath.exp(Math.min(a, b) - larger));
    }
}
