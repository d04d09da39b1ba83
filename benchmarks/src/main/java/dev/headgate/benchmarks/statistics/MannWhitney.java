package dev.headgate.benchmarks.statistics;

/** A rival: the one-sided Mann-Whitney test on all latencies so far, with ties, repeated at each second. */
final class MannWhitney implements Detector {

    private final double criticalValue;
    private final BucketCounts counts = new BucketCounts();

    /** With the critical value of one look. */
    MannWhitney(double criticalValue) {
        this.criticalValue = criticalValue;
    }

    @Override
    public boolean firesAt(Second second) {
        counts.add(second);
        double n = counts.canary;
        double m = counts.baseline;
        if (n == 0 || m == 0) {
            return false;
        }
        double wins = 0;
        double ties = 0;
        double baselineBelow = 0;
        for (long[] bucket : counts.byBucket.values()) {
            wins += bucket[0] * (baselineBelow + bucket[1] / 2.0);
            double all = bucket[0] + bucket[1];
            ties += all * (all * all - 1);
            baselineBelow += bucket[1];
        }
        double total = n + m;
        double variance = n * m / 12 * (total + 1 - ties / (total * (total - 1)));
        return variance > 0 && (wins - n * m / 2) / Math.sqrt(variance) > criticalValue;
    }
}
