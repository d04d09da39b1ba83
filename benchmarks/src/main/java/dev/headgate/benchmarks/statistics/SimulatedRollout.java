package dev.headgate.benchmarks.statistics;

import dev.headgate.core.evidence.PairedCounts;
import dev.headgate.core.evidence.Tempering;
import dev.headgate.schemas.sketch.LatencySketch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongToDoubleFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;

/** One release, drawn second by second. Not thread-safe. */
final class SimulatedRollout {

    private final Release release;
    private final long stageSeconds;
    private final UniformRandomProvider random;
    private final ZigguratSampler.NormalizedGaussian normal;
    private long number;

    SimulatedRollout(Release release, long stageSeconds, long seed) {
        this.release = release;
        this.stageSeconds = stageSeconds;
        random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
        normal = ZigguratSampler.NormalizedGaussian.of(random);
    }

    Second next() {
        long second = number++;
        long canaryFailed = failures(release.rates().canary(), release.errors().canary(), second);
        long canaryPassed =
                passes(release.rates().canary(), release.errors().canary(), second, 1 - release.lostSuccesses());
        long baselineFailed =
                failures(release.rates().baseline(), release.errors().baseline(), second);
        long baselinePassed =
                passes(release.rates().baseline(), release.errors().baseline(), second, 1);
        boolean slow = second >= release.slowness().from();
        double shared = release.slowness().shared().applyAsDouble(second);
        return new Second(
                second > 0 && second % stageSeconds == 0,
                new PairedCounts(
                        canaryFailed + canaryPassed, canaryFailed, baselineFailed + baselinePassed, baselineFailed),
                latencies(canaryFailed + canaryPassed, slow ? release.slowness().canary() : Latencies.SAME, shared),
                latencies(baselineFailed + baselinePassed, Latencies.SAME, shared));
    }

    /** The baseline's latencies of a second before the rollout. */
    LatencySketch earlierSecond() {
        return latencies(
                poisson(release.rates().canary().applyAsDouble(0)
                        + release.rates().baseline().applyAsDouble(0)),
                Latencies.SAME,
                1);
    }

    /** What tempering learns about errors from the baseline's past: blocks of a minute, two for each pair. */
    Tempering temperingOfErrors(int pairs) {
        double rate = aMinute();
        double errors = release.errors().baseline().applyAsDouble(0);
        List<Tempering.Block> blocks = new ArrayList<>();
        for (int i = 0; i < 2 * pairs; i++) {
            long failed = clustered(rate * errors);
            blocks.add(new Tempering.Block(failed + poisson(rate * (1 - errors)), failed));
        }
        return Tempering.of(blocks);
    }

    /** What tempering learns about requests above a quantile, which are as independent as the requests are. */
    Tempering temperingOfLevel(double quantile, int pairs) {
        double rate = aMinute();
        List<Tempering.Block> blocks = new ArrayList<>();
        for (int i = 0; i < 2 * pairs; i++) {
            long slow = poisson(rate * (1 - quantile));
            blocks.add(new Tempering.Block(slow + poisson(rate * quantile), slow));
        }
        return Tempering.of(blocks);
    }

    private double aMinute() {
        return 60
                * (release.rates().canary().applyAsDouble(0)
                        + release.rates().baseline().applyAsDouble(0));
    }

    private long failures(LongToDoubleFunction rate, LongToDoubleFunction errors, long second) {
        return clustered(rate.applyAsDouble(second) * errors.applyAsDouble(second));
    }

    private long passes(LongToDoubleFunction rate, LongToDoubleFunction errors, long second, double kept) {
        return poisson(rate.applyAsDouble(second) * (1 - errors.applyAsDouble(second)) * kept);
    }

    private long clustered(double mean) {
        return release.cluster() * poisson(mean / release.cluster());
    }

    private long poisson(double mean) {
        return mean <= 0 ? 0 : PoissonSampler.of(random, mean).sample();
    }

    private LatencySketch latencies(long count, Latencies kind, double factor) {
        LatencySketch sketch = new LatencySketch();
        if (release.slowness().canary() != Latencies.NONE) {
            for (long i = 0; i < count; i++) {
                sketch.record(Math.round(kind.micros(normal.sample()) * factor));
            }
        }
        return sketch;
    }
}
