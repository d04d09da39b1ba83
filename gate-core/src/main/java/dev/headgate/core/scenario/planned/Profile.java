package dev.headgate.core.scenario.planned;

import dev.headgate.schemas.model.Outcome;
import dev.headgate.schemas.model.scenario.TrafficChange;

/** How one operation of one version is answered at an instant. */
record Profile(
        double requestsPerSecond, double errorRate, Latencies latencies, boolean successesLost, boolean errorsLost) {

    /** Nothing comes until a change says at which rate. */
    static final Profile NONE = new Profile(0, 0, new Latencies(50_000, 0.3, 0, 1), false, false);

    /** A lognormal distribution with a slower part. */
    record Latencies(double medianMicros, double spread, double tailShare, double tailFactor) {}

    Profile and(TrafficChange change) {
        return new Profile(
                change.requestsPerSecond().orElse(requestsPerSecond),
                change.errorRate().orElse(errorRate),
                new Latencies(
                        change.medianMicros().orElse(latencies.medianMicros()),
                        change.spread().orElse(latencies.spread()),
                        change.tailShare().orElse(latencies.tailShare()),
                        change.tailFactor().orElse(latencies.tailFactor())),
                change.lost().map(Outcome.SUCCESS::equals).orElse(successesLost),
                change.lost().map(Outcome.ERROR::equals).orElse(errorsLost));
    }
}
