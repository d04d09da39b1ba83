package dev.headgate.core.evidence;

import java.util.function.DoubleUnaryOperator;

/**
 * Compares two rates with a margin: "the canary's error rate is at most the baseline's plus 0.2 points" or "... at most
 * 1.2 times the baseline's". The rates may change from stratum to stratum; within one, the canary's alternative stands
 * against the pair of rates on the null's edge that is nearest to it (the reverse information projection: Turner and
 * Grünwald, arXiv 2302.11401 and 2203.09785), so the likelihood ratio's mean is at most 1 for every pair on the null's
 * side. Works with no baseline errors at all.
 *
 * <p>Immutable and safe to share.
 */
public final class RateMargin {

    private static final double[] WORSE_ODDS = {1.5, 2, 4, 10};
    private static final int HALVINGS = 60;
    private static final double SMALLEST = 1e-12;

    private final boolean worse;
    private final double points;
    private final double factor;

    private RateMargin(boolean worse, double points, double factor) {
        this.worse = worse;
        this.points = points;
        this.factor = factor;
    }

    /**
     * Evidence against "the canary's rate is at most the baseline's plus the margin".
     *
     * @param points the margin as a share: 0.002 for 0.2 points; above 0, below 0.5
     */
    public static RateMargin worseByPoints(double points) {
        return new RateMargin(true, points, 1);
    }

    /** Evidence against "the canary's rate is at least the baseline's plus the margin". */
    public static RateMargin notWorseByPoints(double points) {
        return new RateMargin(false, points, 1);
    }

    /**
     * Evidence against "the canary's rate is at most so many times the baseline's".
     *
     * @param factor at least 1
     */
    public static RateMargin worseByFactor(double factor) {
        return new RateMargin(true, 0, factor);
    }

    /** Evidence against "the canary's rate is at least so many times the baseline's"; the factor above 1. */
    public static RateMargin notWorseByFactor(double factor) {
        return new RateMargin(false, 0, factor);
    }

    /** How many alternatives are held against the null. */
    public int alternatives() {
        return worse ? WORSE_ODDS.length : 3;
    }

    /**
     * Logarithm of the likelihood ratio of every alternative to the null.
     *
     * @param counts the stratum
     * @param earlierRequests the baseline's requests in earlier strata
     * @param earlierEvents the baseline's events in earlier strata
     */
    public double[] logRatios(PairedCounts counts, long earlierRequests, long earlierEvents) {
        double[] ratios = new double[alternatives()];
        if (counts.canaryRequests() == 0 || counts.baselineRequests() == 0) {
            return ratios;
        }
        double baseline = (earlierEvents + 1.0) / (earlierRequests + 500.0);
        double edge = atEdge(baseline);
        if (edge >= 1) {
            return ratios;
        }
        double[] alternatives = worse ? oddsTimes(edge) : new double[] {baseline, (baseline + edge) / 2, baseline / 2};
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = logRatio(counts, alternatives[i], baseline);
        }
        return ratios;
    }

    private double logRatio(PairedCounts counts, double canary, double baseline) {
        double lower = worse ? baseline : Math.max(beforeEdge(canary), SMALLEST);
        double upper = worse ? beforeEdge(canary) : baseline;
        double nearest = zero(
                rate -> {
                    double edge = atEdge(rate);
                    return factor * counts.canaryRequests() * (canary - edge) / (edge * (1 - edge))
                            + counts.baselineRequests() * (baseline - rate) / (rate * (1 - rate));
                },
                lower,
                upper);
        return of(counts.canaryEvents(), counts.canaryRequests(), canary, atEdge(nearest))
                + of(counts.baselineEvents(), counts.baselineRequests(), baseline, nearest);
    }

    private static double of(long events, long requests, double rate, double nullRate) {
        return events * StrictMath.log(rate / nullRate)
                + (requests - events) * (StrictMath.log1p(-rate) - StrictMath.log1p(-nullRate));
    }

    /** The canary's rate on the null's edge for a baseline's rate. */
    private double atEdge(double baseline) {
        return factor * baseline + points;
    }

    private double beforeEdge(double canary) {
        return (canary - points) / factor;
    }

    private static double[] oddsTimes(double edge) {
        double[] rates = new double[WORSE_ODDS.length];
        for (int i = 0; i < rates.length; i++) {
            double odds = edge / (1 - edge) * WORSE_ODDS[i];
            rates[i] = odds / (1 + odds);
        }
        return rates;
    }

    /** Where a falling function crosses zero. */
    private static double zero(DoubleUnaryOperator falling, double from, double to) {
        double lower = from;
        double upper = to;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (lower + upper) / 2;
            if (falling.applyAsDouble(middle) > 0) {
                lower = middle;
            } else {
                upper = middle;
            }
        }
        return (lower + upper) / 2;
    }
}
