package dev.headgate.core.judge;

import dev.headgate.core.telemetry.WindowFigures;
import dev.headgate.schemas.model.Measure;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** A measure's value in a window, where the window alone gives it. */
final class Reading {

    private Reading() {}

    /** The finding with the measure's value, and where it lies at least if it is known coarsely. */
    static Finding observed(Finding found, Measure measure, WindowFigures figures) {
        Finding observing = found.observing(of(measure, figures));
        if (!(measure instanceof Measure.LatencyQuantile latency)) {
            return observing;
        }
        OptionalLong least = figures.latencies().quantileAtLeast(latency.quantile());
        return least.isPresent() ? observing.noting(new Note.Between((double) least.getAsLong())) : observing;
    }

    static OptionalDouble of(Measure measure, WindowFigures figures) {
        if (measure instanceof Measure.ErrorRate) {
            return figures.errorRate();
        }
        if (measure instanceof Measure.MeanLatency) {
            return figures.meanMicros();
        }
        return measure instanceof Measure.LatencyQuantile latency
                ? quantile(figures, latency.quantile())
                : OptionalDouble.empty();
    }

    private static OptionalDouble quantile(WindowFigures figures, double quantile) {
        OptionalLong micros = figures.quantileMicros(quantile);
        return micros.isPresent() ? OptionalDouble.of((double) micros.getAsLong()) : OptionalDouble.empty();
    }
}
