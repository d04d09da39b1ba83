package dev.headgate.core.judge;

import dev.headgate.core.telemetry.Series;
import dev.headgate.core.telemetry.ServiceTelemetry;
import java.util.stream.LongStream;

/** Of versions whose requests are not told second by second but in data points: between two of them they are silent. */
final class LongPoints {

    private LongPoints() {}

    /**
     * How many seconds the longest data point spans of those that came lately for a line's series, or for all of both
     * versions: before its first point the canary is taken to export as the baseline does. 0 if there are none.
     */
    static long longest(Plan plan, ServiceTelemetry telemetry, Line line) {
        return LongStream.of(
                        telemetry.longestInterval(plan.seriesOf(line)),
                        telemetry.longestInterval(plan.baselineOf(line)),
                        telemetry.longestInterval(Series.of(plan.canary())),
                        telemetry.longestInterval(Series.of(plan.baseline())))
                .max()
                .orElse(0);
    }
}
