package dev.headgate.cli.show;

import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.Execution;
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
 * @param asking its executions that wait for a person
 * @param hold what holds executors back, in a sentence; empty if nothing does, or it is not known
 */
public record Shown(
        RolloutState state,
        Optional<Policy> policy,
        List<Decision> decisions,
        Optional<Evaluation> evaluation,
        List<Execution> asking,
        Optional<String> hold) {

    /** One of which no executor asks anything. */
    public Shown(
            RolloutState state, Optional<Policy> policy, List<Decision> decisions, Optional<Evaluation> evaluation) {
        this(state, policy, decisions, evaluation, List.of(), Optional.empty());
    }

    /** Copies the lists. */
    public Shown {
        decisions = List.copyOf(decisions);
        asking = List.copyOf(asking);
    }
}
