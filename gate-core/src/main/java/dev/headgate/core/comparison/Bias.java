package dev.headgate.core.comparison;

import dev.headgate.core.telemetry.Series;
import dev.headgate.core.telemetry.ServiceTelemetry;
import dev.headgate.core.telemetry.TrafficShare;
import dev.headgate.schemas.model.UndecidedCause;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Whether the telemetry of the last minute is whole enough to set one version beside the other: requests that are missing
 * or late are seldom missing by chance. It is not when more than 2 % of a version's requests came after their second was
 * closed, at least {@value #FEWEST_LATE}; or when the canary's share of at least {@value #FEWEST_REQUESTS} requests is not
 * what its weight stands for.
 */
final class Bias {

    private static final long MINUTE = 60;
    private static final double MOST_LATE = 0.02;
    private static final long FEWEST_LATE = 5;
    private static final long FEWEST_REQUESTS = 1_000;
    private final String canary;
    private final String baseline;
    private final ServiceTelemetry telemetry;

    Bias(String canary, String baseline, ServiceTelemetry telemetry) {
        this.canary = canary;
        this.baseline = baseline;
        this.telemetry = telemetry;
    }

    /**
     * What is wrong with the telemetry of either version, if anything is.
     *
     * @param second the closed second that is to be compared
     * @param stageSecond when the stage's evidence began
     * @param weight the canary's confirmed weight, percent; empty if shares of requests need not follow it
     */
    Optional<UndecidedCause> ofBoth(long second, long stageSecond, OptionalDouble weight) {
        if (late(canary, second) || late(baseline, second)) {
            return Optional.of(UndecidedCause.LATE_TELEMETRY);
        }
        return weight.isPresent() && off(second, stageSecond, weight.getAsDouble())
                ? Optional.of(UndecidedCause.SHARE_OFF_WEIGHT)
                : Optional.empty();
    }

    /** What is wrong with the canary's, for what is not held against the baseline. */
    Optional<UndecidedCause> ofCanary(long second) {
        return late(canary, second) ? Optional.of(UndecidedCause.LATE_TELEMETRY) : Optional.empty();
    }

    private boolean late(String version, long second) {
        long late = telemetry.lateRequests(version);
        return late >= FEWEST_LATE
                && late > MOST_LATE * telemetry.requests(Series.of(version), second + 1 - MINUTE, second + 1);
    }

    private boolean off(long second, long stageSecond, double weight) {
        long from = Math.max(stageSecond, second + 1 - MINUTE);
        long ofCanary = telemetry.requests(Series.of(canary), from, second + 1);
        long all = ofCanary + telemetry.requests(Series.of(baseline), from, second + 1);
        return all >= FEWEST_REQUESTS && TrafficShare.isOff(weight, ofCanary, all);
    }
}
