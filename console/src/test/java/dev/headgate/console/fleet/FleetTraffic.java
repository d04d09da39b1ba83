package dev.headgate.console.fleet;

import dev.headgate.schemas.model.VersionFigures;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/** What a service's requests are like: the same at the same instant, whoever asks. */
final class FleetTraffic {

    private static final double DAY = 86_400;

    private final double requestsPerSecond;
    private final double errorRate;
    private final double p50Micros;
    private final double spread;
    private final long seed;

    FleetTraffic(SplittableRandom random) {
        requestsPerSecond = 20 * Math.pow(10, random.nextDouble() * 1.6);
        errorRate = 0.0008 + random.nextDouble() * 0.003;
        p50Micros = 8_000 + random.nextDouble() * 70_000;
        spread = 1.7 + random.nextDouble();
        seed = random.nextLong();
    }

    /** The figures of a version that has a share of the traffic, times what its story makes of them. */
    VersionFigures of(String version, double share, Instant at, double errors, double slow) {
        double rate = requestsPerSecond * share * day(at) * noise(at, version, 1, 0.06);
        long requests = Math.round(rate * 60);
        if (requests == 0) {
            return new VersionFigures(
                    version,
                    0,
                    0,
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    OptionalDouble.empty());
        }
        double failing = Math.min(0.9, errorRate * errors * noise(at, version, 2, 0.1));
        double median = p50Micros * slow * noise(at, version, 3, 0.04);
        return new VersionFigures(
                version,
                requests,
                rounded(rate),
                OptionalDouble.of(Math.round(failing * requests) / (double) requests),
                OptionalDouble.of(Math.rint(median)),
                OptionalDouble.of(Math.rint(median * spread * noise(at, version, 4, 0.05))),
                OptionalDouble.of(Math.rint(median * spread * spread * noise(at, version, 5, 0.09))));
    }

    private static double day(Instant at) {
        return 1 + 0.4 * Math.sin(at.getEpochSecond() / DAY * 2 * Math.PI);
    }

    /** Smooth over a few seconds, so that curves look like curves. */
    private double noise(Instant at, String version, int which, double size) {
        double seconds = at.toEpochMilli() / 4000.0;
        long step = (long) Math.floor(seconds);
        double part = seconds - step;
        return 1 + size * ((1 - part) * point(step, version, which) + part * point(step + 1, version, which));
    }

    private double point(long step, String version, int which) {
        long mixed = seed ^ (step * 0x9E3779B97F4A7C15L) ^ ((long) version.hashCode() << 20) ^ which;
        return new SplittableRandom(mixed).nextDouble() * 2 - 1;
    }

    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
