package dev.headgate.core.judge;

/**
 * The exact absolute test for few requests: the chance of at least k failures among n requests if each failed with the
 * limit's probability. Below a line's {@code minRequests} an error rate is still decided when that chance is at most
 * {@value #DECISIVE} and there are at least {@value #FEWEST} requests, so that 20 failures out of 20 are not hidden by a
 * minimum of 200. A release exactly at its limit is then wrongly decided at most once in a million looks.
 */
final class BinomialTail {

    /** Chance at or below which few requests decide. */
    static final double DECISIVE = 1e-6;

    /** Requests below which nothing is decided, whatever became of them. */
    static final int FEWEST = 5;

    private BinomialTail() {}

    /** Whether so many failures cannot be put down to chance at the limit. */
    static boolean decisive(long errors, long requests, double limit) {
        return requests >= FEWEST
                && errors > limit * requests
                && atLeast(errors, requests, limit) <= DECISIVE * (1 + 1e-9);
    }

    /**
     * P(X ≥ k) for X binomial(n, p), summed from its largest term down; relative error below 1e-9 for n up to 100 000.
     *
     * @param k at least 0
     * @param n at least k
     * @param p 0 to 1
     */
    static double atLeast(long k, long n, double p) {
        if (k <= 0 || p >= 1) {
            return 1;
        }
        if (p <= 0) {
            return 0;
        }
        double logTerm = k * StrictMath.log(p) + (n - k) * StrictMath.log1p(-p);
        for (long i = 1; i <= k; i++) {
            logTerm += StrictMath.log((double) (n - k + i) / i);
        }
        double sum = 0;
        double term = 1;
        double odds = p / (1 - p);
        for (long i = k; i <= n && term > 0; i++) {
            sum += term;
            term *= odds * (n - i) / (i + 1);
        }
        return Math.min(1, StrictMath.exp(logTerm) * sum);
    }
}
