package dev.headgate.cli.assess;

import dev.headgate.core.assess.Truth;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.SeriesKey;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.sketch.LatencySketch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.DiscreteSampler;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;

/** Requests out of a seed. Not thread-safe. */
final class SimulatedTraffic {
    private static final int TRUTH_LATENCIES = 20_000;
    private static final int LATENCIES_OF_A_MINUTE = 400;
    private static final int MINUTE = 60;

    private final TrafficProfile profile;
    private final UniformRandomProvider random;
    private final ZigguratSampler.NormalizedGaussian normal;
    private final Map<Double, DiscreteSampler> counts = new HashMap<>();

    SimulatedTraffic(TrafficProfile profile, long seed) {
        this.profile = profile;
        random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
        normal = ZigguratSampler.NormalizedGaussian.of(random);
    }

    /**
     * One version's second.
     *
     * @param telemetry what is published of it
     * @param spoiled requests that the regression spoiled
     */
    record Second(List<SeriesSecond> telemetry, long spoiled) {}

    /** What a version answers in a second. */
    Second second(String version, double share, Regression kind, long second) {
        List<SeriesSecond> telemetry = new ArrayList<>();
        long spoiled = 0;
        for (Map.Entry<String, Double> operation : profile.operations().entrySet()) {
            double rate = profile.rate() * share * operation.getValue();
            double errorRate = kind.errorRate(profile);
            long failed = failures(rate * errorRate);
            long requests = failed + poisson(rate * (1 - errorRate));
            LatencySketch latencies = new LatencySketch();
            long sum = 0;
            for (long i = 0; i < requests; i++) {
                double value = normal.sample();
                long micros = kind.micros(profile, value);
                latencies.record(micros);
                sum += micros;
                spoiled += kind.spoils(i < failed, value) ? 1 : 0;
            }
            if (requests > 0 && kind != Regression.SILENCE) {
                telemetry.add(new SeriesSecond(
                        new SeriesKey(version, operation.getKey(), Labels.NONE),
                        second,
                        requests,
                        failed,
                        sum,
                        latencies,
                        List.of()));
            }
        }
        return new Second(telemetry, spoiled);
    }

    /**
     * A minute of a version that has all the traffic, put into one second: enough to learn from how far its counts vary
     * from minute to minute. Latencies are as independent as requests are, so that few of them do.
     */
    List<SeriesSecond> minute(String version, long second) {
        double requests = profile.rate() * MINUTE;
        long failed = failures(requests * profile.errorRate());
        long passed = poisson(requests * (1 - profile.errorRate()));
        if (failed + passed == 0) {
            return List.of();
        }
        LatencySketch latencies = new LatencySketch();
        long sum = 0;
        for (int i = 0; i < Math.min(LATENCIES_OF_A_MINUTE, failed + passed); i++) {
            long micros = Regression.HEALTHY.micros(profile, normal.sample());
            latencies.record(micros);
            sum += micros;
        }
        String operation = profile.operations().keySet().iterator().next();
        return List.of(new SeriesSecond(
                new SeriesKey(version, operation, Labels.NONE),
                second,
                failed + passed,
                failed,
                sum,
                latencies,
                List.of()));
    }

    /** How a version with this regression is, apart from chance. */
    static Truth truth(TrafficProfile profile, Regression kind) {
        SimulatedTraffic traffic = new SimulatedTraffic(profile, 1);
        LatencySketch latencies = new LatencySketch();
        double sum = 0;
        for (int i = 0; i < TRUTH_LATENCIES; i++) {
            long micros = kind.micros(profile, traffic.normal.sample());
            latencies.record(micros);
            sum += micros;
        }
        return new Truth(kind.errorRate(profile), latencies, sum / TRUTH_LATENCIES, kind != Regression.SILENCE);
    }

    private long failures(double mean) {
        return profile.cluster() * poisson(mean / profile.cluster());
    }

    private long poisson(double mean) {
        return mean <= 0
                ? 0
                : counts.computeIfAbsent(mean, each -> PoissonSampler.of(random, each))
                        .sample();
    }
}
