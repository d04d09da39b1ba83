package dev.headgate.executor.acceptance;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What was accepted for a service so far, as far as it matters to what may be accepted next.
 *
 * @param last place of the latest decision accepted to be carried out
 * @param lastOfGate the same without what an operator decided directly, whose numbers are ahead of the gate's
 * @param rolledBackEpoch the latest rollout of which a rollback was accepted
 * @param inDoubt whether something accepted cannot be read any more
 */
public record ServiceHistory(
        Optional<Order> last, Optional<Order> lastOfGate, OptionalLong rolledBackEpoch, boolean inDoubt) {

    /** Nothing so far. */
    public static final ServiceHistory NONE =
            new ServiceHistory(Optional.empty(), Optional.empty(), OptionalLong.empty(), false);

    /** Without a direct rollback and without doubt. */
    public ServiceHistory(Optional<Order> last, OptionalLong rolledBackEpoch) {
        this(last, last, rolledBackEpoch, false);
    }

    /** Whether a decision of that rollout was already rolled back. */
    public boolean rolledBack(long epoch) {
        return rolledBackEpoch.isPresent() && rolledBackEpoch.getAsLong() == epoch;
    }

    /**
     * What a decision must stand behind. A run of the gate's moves no traffic: what it stands behind is the gate's own, or
     * nothing could be run any more after a direct rollback.
     */
    Optional<Order> lastBefore(Received received) {
        return received.isRun() ? lastOfGate : last;
    }
}
