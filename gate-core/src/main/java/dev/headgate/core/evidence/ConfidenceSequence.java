package dev.headgate.core.evidence;

/**
 * Bounds on a share that hold at all times at once: however often one looks, the true share is ever outside with at most
 * the stated chance. From the mixture of all binomials against each,
 *
 * <pre>{ p : ln B(K+1, n-K+1) - K ln p - (n-K) ln(1-p) &lt; ln(1/alpha) }</pre>
 *
 * <p>Source: Howard and Ramdas, Bernoulli 2022; Lindon and Malek, NeurIPS 2022.
 *
 * @param lower the lower bound, 0 to 1
 * @param upper the upper bound, 0 to 1
 */
public record ConfidenceSequence(double lower, double upper) {

    private static final int HALVINGS = 50;

    /**
     * Bounds for a share of requests.
     *
     * @param alpha the chance of ever being wrong, above 0 and below 1
     */
    public static ConfidenceSequence ofShare(long requests, long events, double alpha) {
        if (requests == 0) {
            return new ConfidenceSequence(0, 1);
        }
        double bar = -StrictMath.log(alpha);
        double constant = logBeta(requests, events);
        double centre = (double) events / requests;
        double lower = events == 0 ? 0 : edge(constant, requests, events, bar, 0, centre);
        double upper = events == requests ? 1 : edge(constant, requests, events, bar, 1, centre);
        return new ConfidenceSequence(lower, upper);
    }

    /**
     * Between which ranks a quantile lies: the bucket that holds the lower rank is its lower bound, the one that holds
     * the upper rank its upper bound.
     *
     * @param lower the lower rank, counted from 1
     * @param upper the upper rank; more than the requests where there is no upper bound yet
     */
    public record Ranks(long lower, long upper) {}

    /**
     * Bounds for a quantile.
     *
     * @param requests at least 1
     * @param quantile above 0 and below 1
     * @param alpha the chance of ever being wrong, half of it on each side
     */
    public static Ranks ofQuantile(long requests, double quantile, double alpha) {
        double bar = -StrictMath.log(alpha / 2);
        long centre = (long) StrictMath.floor(quantile * requests);
        return new Ranks(
                Math.max(1, boundary(requests, quantile, bar, centre, 0)),
                boundary(requests, quantile, bar, centre, requests) + 1);
    }

    /** The count furthest from the centre that is still compatible with the quantile. */
    private static long boundary(long requests, double quantile, double bar, long centre, long end) {
        long compatible = centre;
        long incompatible = end;
        if (distance(logBeta(requests, end), requests, end, quantile) < bar) {
            return end;
        }
        while (Math.abs(incompatible - compatible) > 1) {
            long middle = (compatible + incompatible) / 2;
            if (distance(logBeta(requests, middle), requests, middle, quantile) < bar) {
                compatible = middle;
            } else {
                incompatible = middle;
            }
        }
        return compatible;
    }

    private static double edge(double constant, long requests, long events, double bar, double outside, double inside) {
        double out = outside;
        double in = inside;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (out + in) / 2;
            if (distance(constant, requests, events, middle) < bar) {
                in = middle;
            } else {
                out = middle;
            }
        }
        return out;
    }

    private static double distance(double constant, long requests, long events, double share) {
        double distance = constant;
        distance -= events == 0 ? 0 : events * StrictMath.log(share);
        distance -= events == requests ? 0 : (requests - events) * StrictMath.log1p(-share);
        return distance;
    }

    private static double logBeta(long requests, long events) {
        return LogFactorial.of(events) + LogFactorial.of(requests - events) - LogFactorial.of(requests + 1);
    }
}
