package dev.headgate.core.telemetry;

import java.util.List;

/**
 * What was summed up over a stage that was left.
 *
 * @param stage the stage, counted from 0
 * @param sums its sums
 */
public record LeftStage(int stage, List<StageSum> sums) {

    /** Copies the list. */
    public LeftStage {
        sums = List.copyOf(sums);
    }
}
