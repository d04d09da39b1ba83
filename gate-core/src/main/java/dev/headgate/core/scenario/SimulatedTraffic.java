package dev.headgate.core.scenario;

import dev.headgate.schemas.model.Exemplar;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Outcome;
import dev.headgate.schemas.model.SeriesKey;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.sketch.LatencySketch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Requests out of a seed. Not thread-safe. */
final class SimulatedTraffic {

    private final List<Traffic> traffic;
    private final Random random;
    private long nextRequest = 1;

    SimulatedTraffic(List<Traffic> traffic, long seed) {
        this.traffic = traffic;
        random = new Random(seed);
    }

    /** What a version answers from an instant on for a short while, within one second. */
    List<SeriesSecond> requests(String version, double share, Instant from, Duration since, Duration length) {
        List<SeriesSecond> parts = new ArrayList<>();
        for (String operation : operations(version)) {
            Traffic profile = profile(version, operation, since);
            double expected = profile.requestsPerSecond() * share * length.toMillis() / 1_000.0;
            long count = (long) expected + (random.nextDouble() < expected - (long) expected ? 1 : 0);
            if (count > 0) {
                parts.add(part(profile, count, from));
            }
        }
        return parts;
    }

    private List<String> operations(String version) {
        return traffic.stream()
                .filter(each -> each.version().equals(version))
                .map(Traffic::operation)
                .distinct()
                .toList();
    }

    private Traffic profile(String version, String operation, Duration since) {
        return traffic.stream()
                .filter(each -> each.version().equals(version)
                        && each.operation().equals(operation)
                        && each.span().contains(since))
                .reduce((earlier, later) -> later)
                .orElse(Traffic.healthy(version).of(operation).atRate(0));
    }

    private SeriesSecond part(Traffic profile, long count, Instant from) {
        LatencySketch latencies = new LatencySketch();
        List<Exemplar> exemplars = new ArrayList<>();
        long errors = 0;
        long sum = 0;
        for (long i = 0; i < count; i++) {
            boolean failed = random.nextDouble() < profile.errorRate();
            long micros = latency(profile);
            errors += failed ? 1 : 0;
            sum += micros;
            latencies.record(micros);
            exemplars.add(new Exemplar(
                    "r-" + nextRequest++, from.toEpochMilli(), micros, failed ? Outcome.ERROR : Outcome.SUCCESS));
        }
        return new SeriesSecond(
                new SeriesKey(profile.version(), profile.operation(), Labels.NONE),
                from.getEpochSecond(),
                count,
                errors,
                sum,
                latencies,
                exemplars.stream()
                        .sorted(Exemplar.MOST_TELLING_FIRST)
                        .limit(Exemplar.KEPT)
                        .toList());
    }

    private long latency(Traffic profile) {
        double factor = random.nextDouble() < profile.tailShare() ? profile.tailFactor() : 1;
        double logarithm = StrictMath.log(profile.medianMicros()) + profile.sigma() * random.nextGaussian();
        return Math.max(1, (long) (StrictMath.exp(logarithm) * factor));
    }
}
