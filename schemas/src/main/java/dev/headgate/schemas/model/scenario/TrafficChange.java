package dev.headgate.schemas.model.scenario;

import dev.headgate.schemas.model.Outcome;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How requests are answered during a stretch; what it does not say stays as it was. Later changes count more than earlier
 * ones.
 *
 * @param side whose requests
 * @param operation of which operation; empty for all that there are
 * @param during when
 * @param requestsPerSecond what a version would get if it had all the traffic; it gets its share of that
 * @param errorRate share of failing requests, 0 to 1
 * @param medianMicros median latency, microseconds; latencies are lognormal
 * @param spread standard deviation of the latencies' logarithm
 * @param tailShare share of requests that are slower by {@code tailFactor}, 0 to 1
 * @param tailFactor how much slower those are
 * @param lost requests with this outcome leave no telemetry
 */
public record TrafficChange(
        Side side,
        Optional<String> operation,
        Stretch during,
        OptionalDouble requestsPerSecond,
        OptionalDouble errorRate,
        OptionalDouble medianMicros,
        OptionalDouble spread,
        OptionalDouble tailShare,
        OptionalDouble tailFactor,
        Optional<Outcome> lost) {}
