package dev.headgate.core.rollout;

import dev.headgate.schemas.model.Weight;
import java.time.Instant;

/**
 * A shift that was decided and that nobody has confirmed yet.
 *
 * @param decisionId the decision
 * @param to the weight it leads to
 * @param decidedAt when it was decided
 * @param overdueTold whether people have been told that it takes too long
 */
public record PendingShift(String decisionId, Weight to, Instant decidedAt, boolean overdueTold) {

    /** How far a weight that was read back may lie from the one decided, in points: proxies know whole numbers only. */
    public static final double TOLERANCE = 0.5;

    /** Whether a weight that was read back is the one decided. */
    public boolean confirmedBy(Weight found) {
        return Math.abs(found.percent() - to.percent()) <= TOLERANCE;
    }

    PendingShift told() {
        return new PendingShift(decisionId, to, decidedAt, true);
    }
}
