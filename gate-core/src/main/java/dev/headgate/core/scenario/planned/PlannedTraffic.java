package dev.headgate.core.scenario.planned;

import dev.headgate.schemas.model.Exemplar;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Outcome;
import dev.headgate.schemas.model.SeriesKey;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.scenario.Side;
import dev.headgate.schemas.model.scenario.TrafficChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/** Requests out of a seed, as a scenario's changes say. Not thread-safe. */
final class PlannedTraffic {

    private static final String ONLY_OPERATION = "requests";
    private static final int DRAWN_ONE_BY_ONE = 400;
    private static final double FEW = 50;

    private final List<TrafficChange> changes;
    private final List<String> operations;
    private final Random random;
    private final LatencySamples samples;
    private long nextRequest = 1;

    PlannedTraffic(List<TrafficChange> changes, Random random) {
        this.changes = changes;
        this.random = random;
        samples = new LatencySamples(random);
        TreeSet<String> named = new TreeSet<>();
        changes.forEach(change -> change.operation().ifPresent(named::add));
        operations = named.isEmpty() ? List.of(ONLY_OPERATION) : List.copyOf(named);
    }

    /** What a version answers for a while, all of it said to have come at the beginning. */
    List<SeriesSecond> requests(
            Side side, String version, double share, Instant from, Duration since, Duration length) {
        List<SeriesSecond> parts = new ArrayList<>();
        for (String operation : operations) {
            Profile profile = profile(side, operation, since);
            double expected = profile.requestsPerSecond() * share * length.toMillis() / 1_000.0;
            long count = (long) expected + (random.nextDouble() < expected - (long) expected ? 1 : 0);
            long errors = errors(count, profile.errorRate());
            long kept = (profile.successesLost() ? 0 : count - errors) + (profile.errorsLost() ? 0 : errors);
            if (kept > 0) {
                parts.add(part(version, operation, profile, kept, profile.errorsLost() ? 0 : errors, from));
            }
        }
        return parts;
    }

    /** One request of what a version answers in a while, if there is one: a failed one only if all of them fail. */
    List<SeriesSecond> signOfLife(
            Side side, String version, double share, Instant from, Duration since, Duration length) {
        for (String operation : operations) {
            Profile profile = profile(side, operation, since);
            double expected = profile.requestsPerSecond() * share * length.toMillis() / 1_000.0;
            boolean failed = random.nextDouble() < StrictMath.pow(profile.errorRate(), Math.max(1, expected));
            boolean lost = failed ? profile.errorsLost() : profile.successesLost();
            if (random.nextDouble() < expected && !lost) {
                return List.of(part(version, operation, profile, 1, failed ? 1 : 0, from));
            }
        }
        return List.of();
    }

    private Profile profile(Side side, String operation, Duration time) {
        Duration since = time.isNegative() ? Duration.ZERO : time;
        Profile profile = Profile.NONE;
        for (TrafficChange change : changes) {
            boolean meant = change.side().includes(side)
                    && change.operation().map(operation::equals).orElse(true);
            if (meant && change.during().contains(since)) {
                profile = profile.and(change);
            }
        }
        return profile;
    }

    /** How many of so many fail; of many by an approximation that has the same mean. */
    private long errors(long count, double rate) {
        double expected = count * rate;
        if (rate <= 0) {
            return 0;
        }
        if (count > DRAWN_ONE_BY_ONE) {
            long drawn = expected < FEW ? poisson(expected) : normal(expected, StrictMath.sqrt(expected * (1 - rate)));
            return Math.max(0, Math.min(count, drawn));
        }
        long errors = 0;
        for (long i = 0; i < count; i++) {
            errors += random.nextDouble() < rate ? 1 : 0;
        }
        return errors;
    }

    private long normal(double mean, double deviation) {
        return Math.round(mean + deviation * random.nextGaussian());
    }

    /** Knuth's: as many factors below one as it takes to fall below e to the minus mean. */
    private long poisson(double mean) {
        double bound = StrictMath.exp(-mean);
        double product = random.nextDouble();
        long drawn = 0;
        while (product > bound) {
            product *= random.nextDouble();
            drawn++;
        }
        return drawn;
    }

    private SeriesSecond part(
            String version, String operation, Profile profile, long count, long errors, Instant from) {
        LatencySamples.Sample sample = samples.of(profile.latencies(), count);
        Outcome outcome = errors > 0 ? Outcome.ERROR : Outcome.SUCCESS;
        long slowest = sample.sketch().quantile(1).orElse(1);
        return new SeriesSecond(
                new SeriesKey(version, operation, Labels.NONE),
                from.getEpochSecond(),
                count,
                errors,
                sample.sumMicros(),
                sample.sketch(),
                List.of(new Exemplar("r-" + nextRequest++, from.toEpochMilli(), slowest, outcome)));
    }
}
