package dev.headgate.core.comparison;

import dev.headgate.core.telemetry.Series;
import dev.headgate.core.telemetry.ServiceTelemetry;
import dev.headgate.core.telemetry.WindowFigures;
import dev.headgate.schemas.sketch.LatencySketch;
import java.util.Optional;

/** One closed second of both versions; the minute before is summed up only if it is asked for. Not thread-safe. */
final class SecondOfBoth {

    static final long TRAILING_SECONDS = 60;

    private final WindowFigures canary;
    private final WindowFigures baseline;
    private final Series ofBaseline;
    private final long second;
    private final ServiceTelemetry telemetry;
    private Optional<LatencySketch> earlierBaseline = Optional.empty();

    SecondOfBoth(Series canary, Series baseline, long second, ServiceTelemetry telemetry) {
        ofBaseline = baseline;
        this.canary = telemetry.figures(canary, second, second + 1);
        this.baseline = telemetry.figures(ofBaseline, second, second + 1);
        this.second = second;
        this.telemetry = telemetry;
    }

    WindowFigures canary() {
        return canary;
    }

    WindowFigures baseline() {
        return baseline;
    }

    /** The baseline's latencies of the minute before. */
    LatencySketch earlierBaseline() {
        if (earlierBaseline.isEmpty()) {
            earlierBaseline = Optional.of(telemetry.latencies(ofBaseline, second - TRAILING_SECONDS, second));
        }
        return earlierBaseline.get();
    }
}
