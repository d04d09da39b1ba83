package dev.headgate.benchmarks.statistics;

/** A rival: the one-sided two-proportion z test on all requests so far, repeated at each second. */
final class TwoProportions implements Detector {

    private final double criticalValue;
    private double canary;
    private double canaryErrors;
    private double baseline;
    private double baselineErrors;

    /** With the critical value of one look, for example 1.645 for 5 %. */
    TwoProportions(double criticalValue) {
        this.criticalValue = criticalValue;
    }

    @Override
    public boolean firesAt(Second second) {
        canary += second.errors().canaryRequests();
        canaryErrors += second.errors().canaryEvents();
        baseline += second.errors().baselineRequests();
        baselineErrors += second.errors().baselineEvents();
        double pooled = (canaryErrors + baselineErrors) / (canary + baseline);
        double deviation = Math.sqrt(pooled * (1 - pooled) * (1 / canary + 1 / baseline));
        return deviation > 0 && (canaryErrors / canary - baselineErrors / baseline) / deviation > criticalValue;
    }
}
