package dev.headgate.core.judge;

import dev.headgate.core.telemetry.Series;
import dev.headgate.core.telemetry.ServiceTelemetry;
import dev.headgate.core.telemetry.WindowFigures;
import dev.headgate.core.telemetry.WindowSpec;
import java.util.Optional;

/**
 * One operation of both versions over a stretch of time that is kept in seconds.
 *
 * @param canary the canary's
 * @param baseline the baseline's
 * @param fromSecond its beginning, seconds since 1970-01-01 UTC, inclusive
 * @param toSecond its end, exclusive
 */
record OperationSides(Series canary, Series baseline, long fromSecond, long toSecond) {

    /** Over as much of a window as is kept in seconds. */
    static OperationSides of(Plan plan, String operation, long fromSecond, long toSecond) {
        return new OperationSides(
                new Series(plan.canary(), Optional.of(operation)),
                new Series(plan.baseline(), Optional.of(operation)),
                Math.max(fromSecond, toSecond - 1 - WindowSpec.LONGEST_IN_SECONDS),
                toSecond);
    }

    WindowFigures ofCanary(ServiceTelemetry telemetry) {
        return telemetry.figures(canary, fromSecond, toSecond);
    }

    WindowFigures ofBaseline(ServiceTelemetry telemetry) {
        return telemetry.figures(baseline, fromSecond, toSecond);
    }
}
