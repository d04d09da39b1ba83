package dev.headgate.core.measurement;

import dev.headgate.schemas.model.MeasurementSecond;
import java.util.List;

/**
 * What measurements have to remember across restarts besides their slots.
 *
 * @param waiting what was measured in seconds that have not begun yet
 * @param leftOut how many measurements were left out for too many series, by name
 * @param pasts figures of the past
 * @param unplaced measurements too far ahead for everything that is kept
 */
public record MeasurementMemory(
        List<MeasurementSecond> waiting, List<LeftOut> leftOut, List<PastFigure> pasts, long unplaced) {

    /** Nothing measured yet. */
    public static final MeasurementMemory EMPTY = new MeasurementMemory(List.of(), List.of(), List.of(), 0);

    /** Copies the lists. */
    public MeasurementMemory {
        waiting = List.copyOf(waiting);
        leftOut = List.copyOf(leftOut);
        pasts = List.copyOf(pasts);
    }

    /**
     * Measurements that were left out.
     *
     * @param name their name
     * @param measurements how many
     */
    public record LeftOut(String name, long measurements) {}
}
