package dev.headgate.benchmarks.statistics;

import dev.headgate.core.evidence.PairedCounts;
import dev.headgate.core.evidence.Tempering;
import dev.headgate.schemas.sketch.LatencySketch;
import java.util.ArrayList;
import java.util.List;
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
        double canaryErrors = release.canaryErrors().applyAsDouble(second);
        double canaryRate = release.canaryRate().applyAsDouble(second);
        long canaryFailed = failures(canaryRate * canaryErrors);
        long canaryPassed = poisson(canaryRate * (1 - canaryErrors) * (1 - release.lostSuccesses()));
        double baselineErrors = release.baselineErrors().applyAsDouble(second);
        double baselineRate = release.baselineRate().applyAsDouble(second);
        long baselineFailed = failures(baselineRate * baselineErrors);
        long baselinePassed = poisson(baselineRate * (1 - baselineErrors));
        boolean slow = second >= release.slowFrom();
        return new Second(
                second,
                second > 0 && second % stageSeconds == 0,
                new PairedCounts(
                        canaryFailed + canaryPassed, canaryFailed, baselineFailed + baselinePassed, baselineFailed),
                latencies(canaryFailed + canaryPassed, slow ? release.latencies() : Latencies.SAME),
                latencies(baselineFailed + baselinePassed, Latencies.SAME));
    }

    /** What tempering learns about errors from the baseline's past: blocks of a minute, two for each pair. */
    Tempering temperingOfErrors(int pairs) {
        double rate =
                60 * (release.canaryRate().applyAsDouble(0) + release.baselineRate().applyAsDouble(0));
        double errors = release.baselineErrors().applyAsDouble(0);
        List<Tempering.Block> blocks = new ArrayList<>();
        for (int i = 0; i < 2 * pairs; i++) {
            long failed = failures(rate * errors);
            blocks.add(new Tempering.Block(failed + poisson(rate * (1 - errors)), failed));
        }
        return Tempering.of(blocks);
    }

    /** What tempering learns about requests above a quantile, which are as independent as the requests are. */
    Tempering temperingOfLevel(double quantile, int pairs) {
        double rate =
                60 * (release.canaryRate().applyAsDouble(0) + release.baselineRate().applyAsDouble(0));
        List<Tempering.Block> blocks = new ArrayList<>();
        for (int i = 0; i < 2 * pairs; i++) {
            long slow = poisson(rate * (1 - quantile));
            blocks.add(new Tempering.Block(slow + poisson(rate * quantile), slow));
        }
        return Tempering.of(blocks);
    }

    private long failures(double mean) {
        return release.cluster() * poisson(mean / release.cluster());
    }

    private long poisson(double mean) {
        return mean <= 0 ? 0 : PoissonSampler.of(random, mean).sample();
    }

    private LatencySketch latencies(long count, Latencies kind) {
        LatencySketch sketch = new LatencySketch();
        if (release.latencies() != Latencies.NONE) {
            for (long i = 0; i < count; i++) {
                sketch.record(kind.micros(normal.sample()));
            }
        }
        return sketch;
    }
}
