package dev.headgate.core.comparison;

import dev.headgate.core.telemetry.Series;
import dev.headgate.core.telemetry.ServiceTelemetry;
import dev.headgate.core.telemetry.WindowFigures;
import dev.headgate.schemas.sketch.LatencySketch;
import java.util.Optional;

/**
 * One closed second of both versions.
 *
 * @param canary the canary's
 * @param baseline the baseline's
 * @param earlierBaseline the baseline's latencies of the minute before
 */
record SecondOfBoth(WindowFigures canary, WindowFigures baseline, LatencySketch earlierBaseline) {

    private static final long TRAILING_SECONDS = 60;

    static SecondOfBoth of(
            String canary, String baseline, Optional<String> operation, long second, ServiceTelemetry telemetry) {
        Series ofBaseline = new Series(baseline, operation);
        return new SecondOfBoth(
                telemetry.figures(new Series(canary, operation), second, second + 1),
                telemetry.figures(ofBaseline, second, second + 1),
                telemetry.latencies(ofBaseline, second - TRAILING_SECONDS, second));
    }
}
