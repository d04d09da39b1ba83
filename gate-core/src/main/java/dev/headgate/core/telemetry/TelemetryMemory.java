package dev.headgate.core.telemetry;

import dev.headgate.core.measurement.MeasurementMemory;
import java.util.List;
import java.util.Optional;

/**
 * What a service's telemetry has to remember across restarts besides the slots of its rings.
 *
 * @param runningSecond the second that is running, seconds since 1970-01-01 UTC; later ones wait in their slots
 * @param series what is remembered of each series
 * @param stageSums sums over the running stage
 * @param lateRequests requests that came after their second was closed
 * @param unplacedRequests requests that were too old or too far ahead for every ring
 * @param lateArrivals those of the last minute that came after their second was closed
 * @param closedSecond all seconds before it are closed; absent in what earlier releases wrote
 * @param left sums over stages that were left
 * @param measurements what measurements have to remember; absent in what earlier releases wrote
 * @param probes in which slices probes came in; absent in what earlier releases wrote
 */
public record TelemetryMemory(
        long runningSecond,
        List<SeriesMemory> series,
        List<StageSum> stageSums,
        long lateRequests,
        long unplacedRequests,
        List<LateArrivals> lateArrivals,
        Optional<Long> closedSecond,
        List<LeftStage> left,
        Optional<MeasurementMemory> measurements,
        Optional<ProbeSlices> probes) {

    /** Nothing seen yet. */
    public static final TelemetryMemory EMPTY = new TelemetryMemory(
            0, List.of(), List.of(), 0, 0, List.of(), Optional.empty(), List.of(), Optional.empty(), Optional.empty());

    /** Copies the lists. */
    public TelemetryMemory {
        series = List.copyOf(series);
        stageSums = List.copyOf(stageSums);
        lateArrivals = List.copyOf(lateArrivals);
        left = List.copyOf(left);
    }
}
