package dev.headgate.documents.explain;

import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Margin;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Weight;
import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * About how long a comparison, or a limit with confidence, takes to pass for a canary that is as good as its baseline.
 *
 * <p>The evidence of a second grows on average by the information distance from what is true to the nearest case in which
 * the claim is false (Kullback and Leibler), divided by the tempering; it has to reach the bar, and what is paid for not
 * knowing when it began and how large a difference is. Against the simulations of {@code docs/benchmarks/STATISTICS.md} it
 * is right to about a fifth. Latencies are taken to be lognormal with σ = 0.6.
 */
public final class EvidenceTime {
    private static final double BAR = Math.log(100);
    private static final double PRICE_OF_START = Math.log(4);
    private static final double PRICE_OF_SIZE = Math.log(4);
    private static final double TEMPERING = 1.25;
    private static final double SIGMA = 0.6;
    /** The built-in tolerances of a "not worse" without a margin. */
    private static final double ODDS_OF_FAILING = 2;

    private static final double ODDS_OF_SLOWNESS = 1.5;
    private static final int STEPS = 400;
    private static final double LONGEST_SECONDS = 1e9;

    private EvidenceTime() {}

    /** How long a line takes at a weight; empty if it does not go by evidence, the rate is unknown, or nothing is compared. */
    static Optional<Duration> of(Criterion line, Weight weight, Traffic traffic) {
        return traffic.rate().flatMap(rate -> {
            double canary = rate * weight.percent() / 100;
            double baseline = rate - canary;
            Optional<Double> growth = growth(line, canary, baseline, traffic.errorRate());
            return growth.filter(each -> each > 0).map(each -> time(bar(line), each));
        });
    }

    /** How long "not worse than the baseline" takes by a margin; empty if the rate is unknown. */
    public static Optional<Duration> notWorse(Measure measure, Margin margin, Weight weight, Traffic traffic) {
        return traffic.rate().flatMap(rate -> {
            double canary = rate * weight.percent() / 100;
            return notWorse(measure, margin, canary, rate - canary, traffic.errorRate())
                    .filter(each -> each > 0)
                    .map(each -> time(BAR, each));
        });
    }

    private static Duration time(double bar, double growth) {
        double seconds = TEMPERING * (bar + PRICE_OF_START + PRICE_OF_SIZE) / growth;
        return Duration.ofSeconds((long) Math.ceil(Math.min(seconds, LONGEST_SECONDS)));
    }

    private static double bar(Criterion line) {
        return line.limit()
                .filter(limit -> limit.confidence().isPresent())
                .map(limit -> -Math.log(1 - limit.confidence().getAsDouble()))
                .orElse(BAR);
    }

    private static Optional<Double> growth(Criterion line, double canary, double baseline, double errorRate) {
        if (line.claim() instanceof Claim.AgainstBaseline against && baseline > 0) {
            return notWorse(line.measure(), against.margin(), canary, baseline, errorRate);
        }
        if (line.claim() instanceof Claim.Limit limit
                && limit.confidence().isPresent()
                && line.measure() instanceof Measure.ErrorRate) {
            return Optional.of(canary * distance(errorRate, limit.limit()));
        }
        return Optional.empty();
    }

    private static Optional<Double> notWorse(
            Measure measure, Margin margin, double canary, double baseline, double errorRate) {
        if (measure instanceof Measure.ErrorRate) {
            return Optional.of(nearest(canary, errorRate, baseline, errorRate, edge(margin)));
        }
        double level = measure instanceof Measure.LatencyQuantile quantile ? 1 - quantile.quantile() : 0.5;
        if (margin instanceof Margin.Share share) {
            double slower = 1 - normal(quantileOf(1 - level) + Math.log1p(share.share()) / SIGMA);
            return Optional.of(nearest(canary, slower, baseline, level, rate -> rate));
        }
        return Optional.of(nearest(canary, level, baseline, level, rate -> odds(rate, ODDS_OF_SLOWNESS)));
    }

    /** The canary's rate from which on it counts as worse, of the baseline's. */
    private static DoubleUnaryOperator edge(Margin margin) {
        if (margin instanceof Margin.Points points) {
            return rate -> rate + points.points();
        }
        return margin instanceof Margin.Share share
                ? rate -> rate * (1 + share.share())
                : rate -> odds(rate, ODDS_OF_FAILING);
    }

    private static double nearest(
            double canary, double canaryRate, double baseline, double baselineRate, DoubleUnaryOperator edge) {
        double low = Math.min(canaryRate, baselineRate) / 100;
        double high = Math.min(1, Math.max(canaryRate, baselineRate) * 4);
        double least = Double.MAX_VALUE;
        for (int i = 1; i < STEPS; i++) {
            double rate = low * Math.pow(high / low, i / (double) STEPS);
            double worse = edge.applyAsDouble(rate);
            if (worse < 1) {
                least = Math.min(least, canary * distance(canaryRate, worse) + baseline * distance(baselineRate, rate));
            }
        }
        return least;
    }

    private static double distance(double of, double from) {
        return (of == 0 ? 0 : of * Math.log(of / from)) + (of == 1 ? 0 : (1 - of) * Math.log((1 - of) / (1 - from)));
    }

    private static double odds(double rate, double factor) {
        return factor * rate / (1 - rate + factor * rate);
    }

    private static double quantileOf(double share) {
        double low = -8;
        double high = 8;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (normal(middle) < share) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The normal distribution (Abramowitz and Stegun 26.2.17, wrong by less than 1e-7). */
    static double normal(double z) {
        if (z < 0) {
            return 1 - normal(-z);
        }
        double t = 1 / (1 + 0.2316419 * z);
        double tail = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return 1 - Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * tail;
    }
}
