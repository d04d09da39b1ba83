package dev.headgate.core.backtest;

import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.Weight;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one policy would have done.
 *
 * @param policy the policy
 * @param decisions in order
 * @param divergence from when on the recording is not what the decisions would have led to
 * @param weights the weights that would have been in force
 * @param evidence how the evidence of each comparison grew
 * @param state where the rollout stands at the end
 */
public record PolicyOutcome(
        JudgedPolicy policy,
        List<Decision> decisions,
        Optional<Divergence.Found> divergence,
        List<WeightChange> weights,
        List<EvidenceTrack> evidence,
        Optional<RolloutState> state) {

    /** Copies the lists. */
    public PolicyOutcome {
        decisions = List.copyOf(decisions);
        weights = List.copyOf(weights);
        evidence = List.copyOf(evidence);
    }

    /**
     * A change of the canary's weight.
     *
     * @param second from when on, seconds since 1970-01-01 UTC
     * @param weight the weight
     */
    public record WeightChange(long second, Weight weight) {}

    /** Whether a decision lies where the recording is hypothetical. */
    public boolean hypothetical(Decision decision) {
        return hypothetical(decision.evaluatedAt());
    }

    /** Whether the recording is hypothetical then. */
    public boolean hypothetical(Instant instant) {
        return divergence.map(found -> instant.isAfter(found.since())).orElse(false);
    }
}
