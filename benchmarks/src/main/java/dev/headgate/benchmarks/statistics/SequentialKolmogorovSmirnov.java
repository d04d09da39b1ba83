package dev.headgate.benchmarks.statistics;

/**
 * A rival that is valid at all times for versions with one unchanging distribution each: both distribution functions
 * with uniform confidence bands over all times, fires when the canary's lies below the baseline's by more than both
 * bands. Source of the band: Howard and Ramdas, Bernoulli 2022, a law of the iterated logarithm for distribution
 * functions.
 */
final class SequentialKolmogorovSmirnov implements Detector {

    private final double constant;
    private final BucketCounts counts = new BucketCounts();

    /** With half of alpha for each version's band. */
    SequentialKolmogorovSmirnov(double alpha) {
        constant = 0.8 * Math.log(1612 / (alpha / 2));
    }

    @Override
    public boolean firesAt(Second second) {
        counts.add(second);
        if (counts.canary == 0 || counts.baseline == 0) {
            return false;
        }
        double bands = band((double) counts.canary) + band((double) counts.baseline);
        double canaryBelow = 0;
        double baselineBelow = 0;
        for (long[] bucket : counts.byBucket.values()) {
            canaryBelow += bucket[0];
            baselineBelow += bucket[1];
            if (baselineBelow / counts.baseline - canaryBelow / counts.canary > bands) {
                return true;
            }
        }
        return false;
    }

    /** 0.85 sqrt((ln ln(e n) + 0.8 ln(1612/alpha)) / n). */
    private double band(double requests) {
        return 0.85 * Math.sqrt((Math.log(1 + Math.log(requests)) + constant) / requests);
    }
}
