package dev.headgate.core.comparison;

import dev.headgate.core.evidence.Increment;
import dev.headgate.core.evidence.OddsRatio;
import dev.headgate.core.evidence.RateLimit;
import dev.headgate.core.evidence.RateMargin;
import dev.headgate.core.evidence.SlowRequest;
import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Margin;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a line asks, as tests of nulls: the levels that speak against the canary, and those that must all be shown for an
 * advance.
 *
 * @param against levels and increments that speak against the canary when the mean of their evidence is large
 * @param proof levels and increments that speak for it when the least of their evidence is large; none for a stop line
 * @param ownAlpha its own chance of a false alarm; empty if it shares the rollout's
 */
record Question(List<Asked> against, List<Asked> proof, OptionalDouble ownAlpha) {

    private static final PastLimit.Edge UNKNOWN = new PastLimit.Edge(0.5, 0);

    /**
     * One level and what is tested of it.
     *
     * @param level what counts as an event
     * @param increment what a stratum of it says
     */
    record Asked(Level level, Increment increment) {}

    static Question of(EvidenceLine line) {
        Criterion criterion = line.criterion();
        if (line.comparesWithPast()) {
            return ofPast(line, List.of());
        }
        return criterion
                .limit()
                .map(limit -> ofLimit(criterion.measure(), limit, line.advance()))
                .orElseGet(() -> ofComparison(criterion, line.advance()));
    }

    /**
     * Of a line that compares with the past.
     *
     * @param limits what the past allows on each level; while that is not known nothing is to be taken in
     */
    static Question ofPast(EvidenceLine line, List<PastLimit> limits) {
        List<Double> quantiles = quantiles(line.criterion().measure());
        List<Asked> against = new ArrayList<>();
        List<Asked> proof = new ArrayList<>();
        for (int i = 0; i < Math.max(1, quantiles.size()); i++) {
            OptionalDouble quantile =
                    quantiles.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(quantiles.get(i));
            PastLimit.Edge worse = limits.isEmpty() ? UNKNOWN : limits.get(i).worse();
            PastLimit.Edge notWorse = limits.isEmpty() ? UNKNOWN : limits.get(i).notWorse();
            against.add(new Asked(level(quantile, worse), new Increment.ByLimit(RateLimit.above(worse.share()))));
            proof.add(new Asked(level(quantile, notWorse), new Increment.ByLimit(RateLimit.below(notWorse.share()))));
        }
        return new Question(against, line.advance() ? proof : List.of(), OptionalDouble.empty());
    }

    private static Level level(OptionalDouble quantile, PastLimit.Edge edge) {
        return quantile.isPresent()
                ? new Level.SlowerThanLimit(quantile.getAsDouble(), edge.above())
                : new Level.Errors();
    }

    /** Whether it holds the canary against the baseline of the same second. */
    boolean paired() {
        return against.get(0).increment().paired();
    }

    /** Whether latencies of the second are known too coarsely for what it asks. */
    boolean tooCoarse(SecondOfBoth second) {
        return against.stream().anyMatch(asked -> asked.level().tooCoarse(second, false))
                || proof.stream().anyMatch(asked -> asked.level().tooCoarse(second, true));
    }

    private static Question ofComparison(Criterion criterion, boolean advance) {
        Margin margin = ((Claim.AgainstBaseline) criterion.claim()).margin();
        List<Double> quantiles = quantiles(criterion.measure());
        if (quantiles.isEmpty()) {
            Level errors = new Level.Errors();
            return new Question(
                    List.of(new Asked(errors, errorsWorse(margin))),
                    advance ? List.of(new Asked(errors, errorsNotWorse(margin))) : List.of(),
                    OptionalDouble.empty());
        }
        double share = margin instanceof Margin.Share given ? given.share() : 0;
        Increment worse = new Increment.ByOdds(OddsRatio.worse(1));
        Increment notWorse =
                new Increment.ByOdds(share > 0 ? OddsRatio.notWorseWithinMargin() : OddsRatio.latencyNotWorse());
        return new Question(
                asked(quantiles, share, SlowRequest.Asking.WORSE, worse),
                advance ? asked(quantiles, share, SlowRequest.Asking.NOT_WORSE, notWorse) : List.of(),
                OptionalDouble.empty());
    }

    private static List<Asked> asked(
            List<Double> quantiles, double share, SlowRequest.Asking asking, Increment increment) {
        return quantiles.stream()
                .map(quantile -> new Asked(new Level.SlowerThanBaseline(quantile, share, asking), increment))
                .toList();
    }

    private static Increment errorsWorse(Margin margin) {
        if (margin instanceof Margin.Points points) {
            return new Increment.ByMargin(RateMargin.worseByPoints(points.points()));
        }
        return margin instanceof Margin.Share share
                ? new Increment.ByMargin(RateMargin.worseByFactor(1 + share.share()))
                : new Increment.ByOdds(OddsRatio.worse(1));
    }

    private static Increment errorsNotWorse(Margin margin) {
        if (margin instanceof Margin.Points points) {
            return new Increment.ByMargin(RateMargin.notWorseByPoints(points.points()));
        }
        return margin instanceof Margin.Share share
                ? new Increment.ByMargin(RateMargin.notWorseByFactor(1 + share.share()))
                : new Increment.ByOdds(OddsRatio.errorsNotWorse());
    }

    /** The quantiles that a measure compares; none for failed requests. */
    static List<Double> quantiles(Measure measure) {
        if (measure instanceof Measure.Latency) {
            return Level.QUANTILES;
        }
        return measure instanceof Measure.LatencyQuantile latency ? List.of(latency.quantile()) : List.of();
    }

    private static Question ofLimit(Measure measure, Claim.Limit limit, boolean advance) {
        OptionalDouble alpha = OptionalDouble.of(1 - limit.confidence().orElseThrow());
        boolean badAbove = !advance == isGreater(limit.operator());
        Level level;
        double share;
        if (measure instanceof Measure.LatencyQuantile latency) {
            level = new Level.SlowerThanLimit(latency.quantile(), Math.round(limit.limit()));
            share = 1 - latency.quantile();
        } else {
            level = new Level.Errors();
            share = limit.limit();
        }
        Asked above = new Asked(level, new Increment.ByLimit(RateLimit.above(share)));
        Asked below = new Asked(level, new Increment.ByLimit(RateLimit.below(share)));
        return new Question(
                List.of(badAbove ? above : below), advance ? List.of(badAbove ? below : above) : List.of(), alpha);
    }

    private static boolean isGreater(Operator operator) {
        return operator == Operator.GREATER || operator == Operator.GREATER_OR_EQUAL;
    }
}
