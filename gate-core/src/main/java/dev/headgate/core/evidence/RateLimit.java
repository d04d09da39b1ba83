package dev.headgate.core.evidence;

/**
 * Holds the canary alone against an absolute limit on the share of its requests with an event: "the error rate is at
 * most 1 %", or "p95 is at most 400 ms", which says that at most 5 % are slower than 400 ms. The likelihood ratio of a
 * binomial with shifted odds.
 *
 * <p>Immutable and safe to share.
 */
public final class RateLimit {

    private static final double[] ODDS = {1.2, 1.5, 2, 3, 5, 10, 20};

    private final double limit;
    private final boolean above;

    private RateLimit(double limit, boolean above) {
        if (!(limit > 0 && limit < 1)) {
            throw new IllegalArgumentException("a limit must lie between 0 and 1, both exclusive, found " + limit);
        }
        this.limit = limit;
        this.above = above;
    }

    /**
     * Evidence against "the share is at most the limit".
     *
     * @param limit above 0 and below 1
     */
    public static RateLimit above(double limit) {
        return new RateLimit(limit, true);
    }

    /** Evidence against "the share is at least the limit". */
    public static RateLimit below(double limit) {
        return new RateLimit(limit, false);
    }

    /** How many alternatives are held against the null. */
    public int alternatives() {
        return ODDS.length;
    }

    /** Logarithm of the likelihood ratio of every alternative to the null. */
    public double[] logRatios(long requests, long events) {
        double[] ratios = new double[ODDS.length];
        for (int i = 0; i < ratios.length; i++) {
            double odds = above ? ODDS[i] : 1 / ODDS[i];
            double shrink = 1 - limit + odds * limit;
            // p/limit = odds/shrink and (1-p)/(1-limit) = 1/shrink
            ratios[i] = events * StrictMath.log(odds) - requests * StrictMath.log(shrink);
        }
        return ratios;
    }
}
