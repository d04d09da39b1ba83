package dev.headgate.core.assess;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What came of one simulated rollout. Times are seconds.
 *
 * @param end how it stood when it was left
 * @param onset whether it was still live when its regression began; a healthy run's begins with the canary's traffic
 * @param rolledBackAfter from the regression's beginning to the decision
 * @param fullWeightAfter from the canary's first traffic until it carried everything
 * @param completedAfter from the canary's first traffic to the end of the rollout
 * @param fullWhileBad whether the canary carried everything while the regression was on
 * @param hit requests that the regression spoiled until the rollout was left
 * @param decidedBy the line that rolled it back
 * @param seconds for how many seconds it was followed
 * @param lines what each line said
 */
public record RunRecord(
        End end,
        boolean onset,
        OptionalLong rolledBackAfter,
        OptionalLong fullWeightAfter,
        OptionalLong completedAfter,
        boolean fullWhileBad,
        long hit,
        Optional<String> decidedBy,
        long seconds,
        Map<LineKey, LineRecord> lines) {

    /** Copies the map. */
    public RunRecord {
        lines = Map.copyOf(lines);
    }

    /** What a line said in it. */
    public LineRecord line(LineKey key) {
        return lines.getOrDefault(key, LineRecord.SILENT);
    }
}
