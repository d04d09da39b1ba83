package dev.headgate.core.judge;

import dev.headgate.core.comparison.PastLimit;
import dev.headgate.core.comparison.Standing;
import dev.headgate.core.evidence.ConfidenceSequence;
import dev.headgate.core.telemetry.ServiceTelemetry;
import dev.headgate.core.telemetry.WindowFigures;
import dev.headgate.schemas.model.Comparison;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.sketch.LatencySketch;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** The working of a verdict by evidence, as it is published. */
final class Workings {

    private static final double ALPHA = 0.05;

    private Workings() {}

    static Comparison of(Finding finding, Weighed weighed, ServiceTelemetry telemetry) {
        Standing standing = weighed.standing();
        Bounds canary = bounds(
                finding,
                standing,
                weighed.operation()
                        .map(sides -> sides.ofCanary(telemetry))
                        .or(() -> finding.window().map(telemetry::window)));
        Bounds baseline = bounds(
                finding,
                standing,
                weighed.operation()
                        .map(sides -> sides.ofBaseline(telemetry))
                        .or(() -> weighed.baselineWindow().map(telemetry::window)));
        return new Comparison(
                standing.evidence(),
                standing.sharedEvidence(),
                standing.bar(),
                standing.tempering().factor(),
                standing.tempering().pairs(),
                standing.contributor(),
                standing.operations().ofContributor().canaryRequests(),
                standing.past()
                        .map(PastLimit::requests)
                        .orElse(standing.operations().ofContributor().baselineRequests()),
                weighed.baseline(),
                canary.lower,
                canary.upper,
                baseline.lower,
                baseline.upper,
                standing.operations().contributor());
    }

    private record Bounds(OptionalDouble lower, OptionalDouble upper) {

        private static final Bounds NONE = new Bounds(OptionalDouble.empty(), OptionalDouble.empty());
    }

    /** They are shown beside a verdict and decide nothing: where they cannot be told, the verdict stands without them. */
    private static Bounds bounds(Finding finding, Standing standing, Optional<WindowFigures> window) {
        if (window.isEmpty() || window.get().requests() == 0) {
            return Bounds.NONE;
        }
        try {
            return bounds(finding, standing, window.get());
        } catch (RuntimeException failed) {
            return Bounds.NONE;
        }
    }

    private static Bounds bounds(Finding finding, Standing standing, WindowFigures figures) {
        if (finding.line().criterion().measure() instanceof Measure.ErrorRate) {
            ConfidenceSequence share = ConfidenceSequence.ofShare(figures.requests(), figures.errors(), ALPHA);
            return new Bounds(OptionalDouble.of(share.lower()), OptionalDouble.of(share.upper()));
        }
        long latencies = figures.latencies().count();
        ConfidenceSequence.Ranks ranks = ConfidenceSequence.ofQuantile(latencies, standing.quantile(), ALPHA);
        return new Bounds(
                atRank(figures.latencies().atLeast(), ranks.lower(), latencies),
                ranks.upper() > latencies
                        ? OptionalDouble.empty()
                        : atRank(figures.latencies(), ranks.upper(), latencies));
    }

    private static OptionalDouble atRank(LatencySketch edges, long rank, long latencies) {
        OptionalLong micros = edges.quantile((double) rank / latencies);
        return micros.isPresent() ? OptionalDouble.of((double) micros.getAsLong()) : OptionalDouble.empty();
    }
}
