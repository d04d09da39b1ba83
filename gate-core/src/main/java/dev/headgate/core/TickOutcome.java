package dev.headgate.core;

import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.PolicyText;
import dev.headgate.schemas.model.RolloutState;
import java.util.List;
import java.util.Optional;

/**
 * What a tick led to, all of it to be published.
 *
 * @param decisions in order
 * @param evaluation how the rollout looks, if a judgement changed or it is time
 * @param rollout where the rollout stands, if that changed or it is time
 * @param policyToStore the policy of a rollout that began
 * @param signals commands of the gate's own: what the gates of other services of a train are told, and the start of a
 *     version that a bound policy starts by itself
 */
public record TickOutcome(
        List<Decision> decisions,
        Optional<Evaluation> evaluation,
        Optional<RolloutState> rollout,
        Optional<PolicyText> policyToStore,
        List<Command> signals) {

    /** Nothing to publish. */
    public static final TickOutcome NOTHING =
            new TickOutcome(List.of(), Optional.empty(), Optional.empty(), Optional.empty(), List.of());

    /** With nothing to tell to others. */
    public TickOutcome(
            List<Decision> decisions,
            Optional<Evaluation> evaluation,
            Optional<RolloutState> rollout,
            Optional<PolicyText> policyToStore) {
        this(decisions, evaluation, rollout, policyToStore, List.of());
    }

    /** Copies the list. */
    public TickOutcome {
        decisions = List.copyOf(decisions);
        signals = List.copyOf(signals);
    }
}
