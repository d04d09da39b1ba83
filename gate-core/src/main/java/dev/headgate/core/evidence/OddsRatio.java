package dev.headgate.core.evidence;

import java.util.Arrays;

/**
 * Compares the odds of an event between the versions within one stratum, given how many events there were in all: what
 * both versions share (load, outages, a changing share of the traffic) cancels. Given the totals, the canary's events
 * follow Fisher's noncentral hypergeometric law with the odds ratio as its parameter,
 *
 * <pre>P(k) = C(nC, k) C(nB, e - k) ratio^k / Z(ratio)</pre>
 *
 * and the likelihood ratio is increasing in k, so its mean is at most 1 for every ratio on the null's side
 * (E-detectors: Shin, Ramdas and Rinaldo, NEJSDS; anytime-valid logrank: ter Schure and others).
 *
 * <p>Immutable and safe to share.
 */
public final class OddsRatio {

    private static final double RESCALE_ABOVE = 1e200;

    private final double nullRatio;
    private final double[] alternatives;

    private OddsRatio(double nullRatio, double[] alternatives) {
        this.nullRatio = nullRatio;
        this.alternatives = alternatives;
    }

    /**
     * Evidence against "the canary's odds are at most {@code tolerated} times the baseline's".
     *
     * @param tolerated at least 1; alternatives at or below it are left out
     */
    public static OddsRatio worse(double tolerated) {
        return new OddsRatio(tolerated, above(tolerated, 1.2, 1.5, 2, 3, 5, 10, 20));
    }

    /** Evidence against "the canary's odds of failing are at least twice the baseline's". */
    public static OddsRatio errorsNotWorse() {
        return new OddsRatio(2, new double[] {1.4, 1, 0.7, 0.5});
    }

    /** Evidence against "the canary's odds of being slow are at least 1.5 times the baseline's". */
    public static OddsRatio latencyNotWorse() {
        return new OddsRatio(1.5, new double[] {1.2, 1, 0.8, 0.6});
    }

    /**
     * Evidence against "the canary's odds are at least the baseline's", for events whose thresholds already hold the
     * margin.
     */
    public static OddsRatio notWorseWithinMargin() {
        return new OddsRatio(1, new double[] {0.8, 0.6, 0.4, 0.25});
    }

    /** How many alternatives are held against the null. */
    public int alternatives() {
        return alternatives.length;
    }

    /** Logarithm of the likelihood ratio of every alternative to the null; all 0 where a stratum says nothing. */
    public double[] logRatios(PairedCounts counts) {
        long canary = counts.canaryRequests();
        long baseline = counts.baselineRequests();
        long events = counts.events();
        double[] ratios = new double[alternatives.length];
        if (events == 0 || canary == 0 || baseline == 0 || events == canary + baseline) {
            return ratios;
        }
        long fewest = Math.max(0, events - baseline);
        double atNull = logNormaliser(nullRatio, fewest, canary, baseline, events);
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = (counts.canaryEvents() - fewest) * StrictMath.log(alternatives[i] / nullRatio)
                    + atNull
                    - logNormaliser(alternatives[i], fewest, canary, baseline, events);
        }
        return ratios;
    }

    /** Z relative to its first term, as a logarithm; the terms' own ratio gives each from the one before. */
    private static double logNormaliser(double ratio, long fewest, long canary, long baseline, long events) {
        double term = 1;
        double sum = 1;
        double scale = 0;
        long most = Math.min(events, canary);
        for (long k = fewest; k < most; k++) {
            term *= ratio * (canary - k) * (events - k) / ((double) (k + 1) * (baseline - events + k + 1));
            sum += term;
            if (sum > RESCALE_ABOVE) {
                scale += StrictMath.log(sum);
                term /= sum;
                sum = 1;
            }
        }
        return scale + StrictMath.log(sum);
    }

    private static double[] above(double tolerated, double... candidates) {
        return Arrays.stream(candidates)
                .filter(candidate -> candidate > tolerated)
                .toArray();
    }
}
