package dev.headgate.executor.acceptance;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What was accepted for a service so far, as far as it matters to what may be accepted next.
 *
 * @param last place of the latest decision accepted to be carried out
 * @param rolledBackEpoch the latest rollout of which a rollback was accepted
 */
public record ServiceHistory(Optional<Order> last, OptionalLong rolledBackEpoch) {

    /** Nothing so far. */
    public static final ServiceHistory NONE = new ServiceHistory(Optional.empty(), OptionalLong.empty());

    /** Whether a decision of that rollout was already rolled back. */
    public boolean rolledBack(long epoch) {
        return rolledBackEpoch.isPresent() && rolledBackEpoch.getAsLong() == epoch;
    }
}
