package dev.headgate.core.comparison;

import dev.headgate.core.evidence.PastBound;
import dev.headgate.core.evidence.Tempering;
import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Margin;
import dev.headgate.schemas.sketch.LatencySketch;
import java.util.Optional;

/**
 * What the past allows a canary on one level: its figure, made safe against the chance in it, and the margin added. For
 * "worse" the past is taken to have been as bad as it can have been, for "not worse" as good.
 *
 * @param level {@code errorRate} or a quantile as {@code p95}
 * @param requests the past's requests
 * @param value the past's figure: a share, or microseconds
 * @param worse a canary above it is worse
 * @param notWorse a canary below it is not worse; shares are 0 and times below 1 where nothing can be
 */
public record PastLimit(String level, long requests, double value, Edge worse, Edge notWorse) {

    /** What is tolerated of failing requests without a margin, as odds. */
    private static final double FAILING_ODDS = 2;

    /** What is tolerated of slow requests without a margin, as odds. */
    private static final double SLOW_ODDS = 1.5;

    private static final double LEAST = 1e-9;

    /**
     * A share of requests that may have an event.
     *
     * @param share above 0 and below 1
     * @param above slower than this is an event, microseconds; 0 where failures are
     */
    public record Edge(double share, long above) {

        private static Edge of(double share, long above) {
            return new Edge(Math.min(Math.max(share, LEAST), 1 - LEAST), above);
        }
    }

    /** Of failed requests; empty if there were no requests. */
    static Optional<PastLimit> ofErrors(HourSum past, Claim.AgainstPast claim, double alpha, Tempering tempering) {
        if (past.requests() == 0) {
            return Optional.empty();
        }
        PastBound bound = PastBound.of(past.requests(), alpha, tempering);
        return Optional.of(new PastLimit(
                Level.ERROR_RATE,
                past.requests(),
                (double) past.errors() / past.requests(),
                Edge.of(allowed(bound.upperShare(past.errors()), claim.margin()), 0),
                Edge.of(allowed(bound.lowerShare(past.errors()), claim.margin()), 0)));
    }

    /** Of requests slower than a quantile; empty if there were too few requests to know it. */
    static Optional<PastLimit> ofQuantile(
            HourSum past, double quantile, Claim.AgainstPast claim, double alpha, Tempering tempering) {
        LatencySketch latencies = past.latencies();
        long count = latencies.count();
        if (count == 0) {
            return Optional.empty();
        }
        PastBound bound = PastBound.of(count, alpha, tempering);
        long upper = bound.upperRank(quantile);
        long lower = bound.lowerRank(quantile);
        if (upper > count || lower < 1) {
            return Optional.empty();
        }
        double margin = claim.margin() instanceof Margin.Share share ? 1 + share.share() : 1;
        double share = claim.margin() instanceof Margin.None ? odds(1 - quantile, SLOW_ODDS) : 1 - quantile;
        long faster = times(LatencySketch.lowestOfBucket(atRank(latencies.atLeast(), lower)), margin);
        return Optional.of(new PastLimit(
                Level.nameOf(quantile),
                count,
                latencies.quantile(quantile).orElseThrow(),
                Edge.of(share, times(atRank(latencies, upper), margin)),
                Edge.of(share, Math.max(0, LatencySketch.lowestOfBucket(Math.max(1, faster)) - 1))));
    }

    private static double allowed(double share, Margin margin) {
        if (margin instanceof Margin.Points points) {
            return share + points.points();
        }
        return margin instanceof Margin.Share factor ? share * (1 + factor.share()) : odds(share, FAILING_ODDS);
    }

    private static double odds(double share, double odds) {
        return odds * share / (1 - share + odds * share);
    }

    private static long times(long micros, double factor) {
        return Math.min((long) StrictMath.floor(micros * factor), LatencySketch.HIGHEST_MICROS);
    }

    private static long atRank(LatencySketch latencies, long rank) {
        return latencies.quantile((double) rank / latencies.count()).orElseThrow();
    }
}
