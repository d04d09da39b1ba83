package dev.headgate.core.evidence;

import dev.headgate.schemas.sketch.LatencySketch;
import java.util.Optional;

/**
 * When a request counts as slow: in a bucket above the one that the baseline's quantile reached in <i>earlier</i>
 * seconds. Counts at bucket edges are exact, so a comparison by counts loses nothing to the sketch. With a margin the
 * canary's threshold is higher by it, rounded to a bucket so that the comparison errs on the careful side, by at most
 * 0.78 %.
 *
 * @param canaryAbove the canary's requests above this bucket are slow; any latency of the bucket, microseconds
 * @param baselineAbove the baseline's requests above this bucket are slow
 */
public record SlowRequest(long canaryAbove, long baselineAbove) {

    /** Baseline latencies without which nothing is known about its quantiles. */
    public static final long FEWEST_LATENCIES = 100;

    /** Latencies that must lie on either side of a quantile, or it is somebody's extreme and not a quantile. */
    private static final double FEWEST_BEYOND = 5;

    /** Which way a threshold with a margin is rounded. */
    public enum Asking {
        /** Whether the canary is worse: its threshold is rounded up. */
        WORSE,
        /** Whether it is not worse: its threshold is rounded down. */
        NOT_WORSE
    }

    /**
     * From the baseline's latencies of earlier seconds; empty while there are too few to know its quantile.
     *
     * @param earlier the baseline's latencies over a trailing window that ends before the stratum begins
     * @param quantile above 0 and below 1
     * @param margin by how much the canary may be slower, as a share: 0.2 for 20 %; 0 for none
     */
    public static Optional<SlowRequest> of(LatencySketch earlier, double quantile, double margin, Asking asking) {
        double beyond = earlier.count() * Math.min(quantile, 1 - quantile);
        if (earlier.count() < FEWEST_LATENCIES || beyond < FEWEST_BEYOND - 1e-9) {
            return Optional.empty();
        }
        long baseline = earlier.quantile(quantile).orElseThrow();
        if (margin == 0) {
            return Optional.of(new SlowRequest(baseline, baseline));
        }
        long moved = Math.min((long) StrictMath.floor(baseline * (1 + margin)), LatencySketch.HIGHEST_MICROS);
        return Optional.of(new SlowRequest(
                asking == Asking.WORSE ? moved : Math.max(0, LatencySketch.lowestOfBucket(moved) - 1), baseline));
    }

    /** The slow among both versions' latencies. */
    public PairedCounts counts(LatencySketch canary, LatencySketch baseline) {
        return new PairedCounts(
                canary.count(), canary.countAbove(canaryAbove), baseline.count(), baseline.countAbove(baselineAbove));
    }
}
