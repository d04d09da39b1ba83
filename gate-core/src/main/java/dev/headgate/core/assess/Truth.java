package dev.headgate.core.assess;

import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Margin;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Operator;
import dev.headgate.schemas.sketch.LatencySketch;
import java.util.List;

/**
 * How a version really is, apart from all chance.
 *
 * @param errorRate share of its requests that fail, 0 to 1
 * @param latencies many of its latencies; must not be changed
 * @param meanMicros their mean, microseconds
 * @param speaks whether it publishes telemetry
 */
public record Truth(double errorRate, LatencySketch latencies, double meanMicros, boolean speaks) {

    private static final List<Double> QUANTILES = List.of(0.5, 0.75, 0.9, 0.95, 0.99);

    /** Differences of latencies below this share drown in the sketch's buckets. */
    private static final double RESOLUTION = 1.01;

    /**
     * Whether a stop line's claim is true of it, so that the line ought to speak. Rates of requests are not looked at:
     * no regression changes them but silence.
     */
    public boolean calls(Criterion line, Truth baseline) {
        Measure measure = line.measure();
        if (measure instanceof Measure.NoSuccess) {
            return !speaks || errorRate >= 1;
        }
        return speaks && says(line.claim(), measure, baseline);
    }

    private boolean says(Claim claim, Measure measure, Truth baseline) {
        if (claim instanceof Claim.Limit limit) {
            return beyond(measure, limit);
        }
        if (claim instanceof Claim.AgainstPast past) {
            return past.worse() && worse(measure, past.margin(), baseline);
        }
        return claim instanceof Claim.BurnRate burn
                ? errorRate > burn.errorRate()
                : claim instanceof Claim.AgainstBaseline beside
                        && beside.worse()
                        && worse(measure, beside.margin(), baseline);
    }

    private boolean beyond(Measure measure, Claim.Limit limit) {
        boolean above = limit.operator() == Operator.GREATER || limit.operator() == Operator.GREATER_OR_EQUAL;
        if (measure instanceof Measure.ErrorRate) {
            return above && errorRate > limit.limit();
        }
        if (measure instanceof Measure.MeanLatency) {
            return above && meanMicros > limit.limit();
        }
        return above
                && measure instanceof Measure.LatencyQuantile latency
                && micros(latency.quantile()) > limit.limit() * RESOLUTION;
    }

    private boolean worse(Measure measure, Margin margin, Truth baseline) {
        if (measure instanceof Measure.ErrorRate) {
            return errorRate > allowed(baseline.errorRate, margin);
        }
        if (measure instanceof Measure.LatencyQuantile latency) {
            return slower(latency.quantile(), margin, baseline);
        }
        return measure instanceof Measure.Latency
                && QUANTILES.stream().anyMatch(quantile -> slower(quantile, margin, baseline));
    }

    private boolean slower(double quantile, Margin margin, Truth baseline) {
        return micros(quantile) > allowed(baseline.micros(quantile), margin) * RESOLUTION;
    }

    private double micros(double quantile) {
        return latencies.quantile(quantile).orElse(0);
    }

    private static double allowed(double value, Margin margin) {
        if (margin instanceof Margin.Points points) {
            return value + points.points();
        }
        return margin instanceof Margin.Share share ? value * (1 + share.share()) : value;
    }
}
