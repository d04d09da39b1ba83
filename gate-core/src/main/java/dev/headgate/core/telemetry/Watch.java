package dev.headgate.core.telemetry;

import dev.headgate.core.measurement.MeasurementWatch;
import java.util.Set;

/**
 * What the judge wants to know about a service while a rollout lives.
 *
 * @param versions versions that are not forgotten
 * @param operations operations that are counted apart
 * @param windows windows that are kept
 * @param slicesFromSecond from when on it is marked which 10-second slices had requests, seconds since 1970-01-01 UTC;
 *     {@link Long#MAX_VALUE} for never
 * @param everyOperation whether all other operations of the versions are kept in seconds too, up to {@link #MOST_OPERATIONS}
 * @param labelled series of requests with certain labels that are kept apart
 * @param stage the stage in force and the windows over it that a later stage is compared with
 * @param measurements what is asked of figures that are not requests
 */
public record Watch(
        Set<String> versions,
        Set<String> operations,
        Set<WindowSpec> windows,
        long slicesFromSecond,
        boolean everyOperation,
        Set<Series> labelled,
        WholeStage stage,
        MeasurementWatch measurements) {

    /** Operations of a version that are kept although nobody has named them. */
    public static final int MOST_OPERATIONS = 128;

    /** Nothing but what is kept of every service. */
    public static final Watch NOTHING = new Watch(Set.of(), Set.of(), Set.of(), Long.MAX_VALUE, false);

    /** Of requests whatever their labels, in a stage that no other is compared with. */
    public Watch(
            Set<String> versions,
            Set<String> operations,
            Set<WindowSpec> windows,
            long slicesFromSecond,
            boolean everyOperation) {
        this(
                versions,
                operations,
                windows,
                slicesFromSecond,
                everyOperation,
                Set.of(),
                WholeStage.NONE,
                MeasurementWatch.NOTHING);
    }

    /** Copies the sets. */
    public Watch {
        versions = Set.copyOf(versions);
        operations = Set.copyOf(operations);
        windows = Set.copyOf(windows);
        labelled = Set.copyOf(labelled);
    }

    /**
     * The stage in force, as far as a later one is compared with it.
     *
     * @param stage the stage, counted from 0; -1 before the first
     * @param windows windows that grow with it
     */
    public record WholeStage(int stage, Set<WindowSpec> windows) {

        /** No stage. */
        public static final WholeStage NONE = new WholeStage(-1, Set.of());

        /** Copies the set. */
        public WholeStage {
            windows = Set.copyOf(windows);
        }
    }

    int tenSlots() {
        long longest = windows.stream()
                .filter(window -> window.level() == 10)
                .mapToLong(WindowSpec::lengthSeconds)
                .max()
                .orElse(0);
        return longest == 0 ? 0 : Math.toIntExact((longest + 9) / 10 + 2);
    }

    long latencyReachSeconds() {
        return windows.stream()
                .filter(window -> window.level() == 10 && window.withLatencies())
                .mapToLong(WindowSpec::lengthSeconds)
                .max()
                .orElse(-40);
    }
}
