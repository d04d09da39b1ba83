package dev.headgate.core.evidence;

/**
 * Bounds for what a sample of a fixed size says about the share that it was drawn from, by Chernoff's inequality for
 * binomials:
 *
 * <pre>P(X &lt;= k) &lt;= exp(-n KL(k/n, p)) for k/n &lt; p, and the same for X &gt;= k and k/n &gt; p</pre>
 *
 * with KL the divergence of two coins. Each bound is wrong with a chance of at most alpha. Where events come in clusters,
 * the divergence is divided by how much, as all evidence is.
 *
 * <p>Source: Hoeffding, "Probability inequalities for sums of bounded random variables", 1963, theorem 1.
 *
 * @param requests size of the sample, at least 1
 * @param bar what the divergence times the requests may reach: {@code -ln(alpha)} times the tempering factor
 */
public record PastBound(long requests, double bar) {

    private static final int HALVINGS = 60;

    /**
     * For a sample.
     *
     * @param alpha the chance of being wrong, of each bound, above 0 and below 1
     * @param tempering how much events come in clusters
     */
    public static PastBound of(long requests, double alpha, Tempering tempering) {
        return new PastBound(requests, -StrictMath.log(alpha) * tempering.factor());
    }

    /** The largest share that so many events are compatible with. */
    public double upperShare(long events) {
        double seen = (double) events / requests;
        return edge(seen, 1, share -> divergence(seen, share));
    }

    /** The smallest share that so many events are compatible with. */
    public double lowerShare(long events) {
        double seen = (double) events / requests;
        return edge(seen, 0, share -> divergence(seen, share));
    }

    /** A rank in the sample, counted from 1, at or above a quantile; more than the requests where there is none. */
    public long upperRank(double quantile) {
        return requests * divergence(1, quantile) < bar
                ? requests + 1
                : (long) StrictMath.ceil(requests * edge(quantile, 1, share -> divergence(share, quantile)));
    }

    /** A rank in the sample at or below a quantile; 0 where there is none. */
    public long lowerRank(double quantile) {
        return requests * divergence(0, quantile) < bar
                ? 0
                : (long) StrictMath.floor(requests * edge(quantile, 0, share -> divergence(share, quantile)));
    }

    private interface Divergence {
        double at(double share);
    }

    /** The share between two that is as far from the inner one as the bar allows, and never further inside. */
    private double edge(double inner, double outer, Divergence divergence) {
        double in = inner;
        double out = outer;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (in + out) / 2;
            if (requests * divergence.at(middle) < bar) {
                in = middle;
            } else {
                out = middle;
            }
        }
        return out;
    }

    private static double divergence(double seen, double share) {
        return part(seen, share) + part(1 - seen, 1 - share);
    }

    private static double part(double seen, double share) {
        return seen <= 0 ? 0 : seen * StrictMath.log(seen / share);
    }
}
