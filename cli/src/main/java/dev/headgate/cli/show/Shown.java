package dev.headgate.cli.show;

import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.RolloutState;
import java.util.List;
import java.util.Optional;

/**
 * Everything that is known of one rollout.
 *
 * @param state where it stands
 * @param policy its policy; empty if it is not kept, or cannot be read by this release
 * @param decisions what was decided, oldest first
 * @param evaluation how it looked last; empty if that is not kept any more
 */
public record Shown(
        RolloutState state, Optional<Policy> policy, List<Decision> decisions, Optional<Evaluation> evaluation) {

    /** Copies the list. */
    public Shown {
        decisions = List.copyOf(decisions);
    }
}
