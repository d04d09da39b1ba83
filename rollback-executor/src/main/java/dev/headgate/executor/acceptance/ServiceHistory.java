package dev.headgate.executor.acceptance;

import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Weight;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What was accepted for a service so far, as far as it matters to what may be accepted next.
 *
 * @param last place of the latest decision accepted to be carried out
 * @param lastOfGate the same without what an operator decided directly, whose numbers are ahead of the gate's
 * @param rolledBackEpoch the latest rollout of which a rollback was accepted
 * @param inDoubt whether something accepted cannot be read any more
 * @param shifted the versions of the gate's latest shift; what a direct rollback says of them is not learned from
 * @param directUnderWay the versions of a direct rollback that waits, runs, or is tried again
 */
public record ServiceHistory(
        Optional<Order> last,
        Optional<Order> lastOfGate,
        OptionalLong rolledBackEpoch,
        boolean inDoubt,
        Optional<Shifted> shifted,
        Optional<Shifted> directUnderWay) {

    /** Nothing so far. */
    public static final ServiceHistory NONE =
            new ServiceHistory(Optional.empty(), OptionalLong.empty(), Optional.empty());

    /** Without a direct rollback and without doubt. */
    public ServiceHistory(Optional<Order> last, OptionalLong rolledBackEpoch, Optional<Shifted> shifted) {
        this(last, last, rolledBackEpoch, false, shifted, Optional.empty());
    }

    /** Whether a decision of that rollout was already rolled back. */
    public boolean rolledBack(long epoch) {
        return rolledBackEpoch.isPresent() && rolledBackEpoch.getAsLong() == epoch;
    }

    /**
     * What a decision must stand behind. A run of the gate's moves no traffic: what it stands behind is the gate's own, or
     * nothing could be run any more after a direct rollback. Its rollback to nothing of the same rollout has the aim of a
     * direct one that is under way, and may take its place: that one may be tried for ever, by a runbook that cannot work.
     */
    Optional<Order> lastBefore(Received received) {
        return received.isRun() || hasAimOfDirectOne(received) ? lastOfGate : last;
    }

    /** Between other versions it would be an old one of an earlier rollout, of which a lost journal knows nothing. */
    private boolean hasAimOfDirectOne(Received received) {
        return received.decision().kind() == DecisionKind.ROLLBACK
                && received.decision().to().equals(Weight.NONE)
                && !received.isDirect()
                && directUnderWay.equals(Optional.of(Shifted.of(received.decision())));
    }
}
