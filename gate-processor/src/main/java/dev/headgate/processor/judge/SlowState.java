package dev.headgate.processor.judge;

import dev.headgate.core.PastState;
import dev.headgate.core.ServiceGateState;
import dev.headgate.core.comparison.VersionMinutes;
import dev.headgate.core.rollout.Rollout;
import java.util.List;
import java.util.Optional;

/**
 * What of a gate's state stays as it is from commit to commit while nothing is decided: kept apart, so that it need not be
 * written again each time. Its fields have the names that they have in the state: earlier releases wrote them there.
 *
 * @param rollout the latest rollout
 * @param recentCommandIds ids of the last commands
 * @param recentRolloutIds ids of the last rollouts
 * @param clustering what was learned of clusters
 * @param past what is known of the hours behind
 */
record SlowState(
        Optional<Rollout> rollout,
        List<String> recentCommandIds,
        List<String> recentRolloutIds,
        List<VersionMinutes.Memory> clustering,
        Optional<PastState> past) {

    /** Copies the lists. */
    SlowState {
        recentCommandIds = List.copyOf(recentCommandIds);
        recentRolloutIds = List.copyOf(recentRolloutIds);
        clustering = List.copyOf(clustering);
    }

    static SlowState of(ServiceGateState state) {
        return new SlowState(
                state.rollout(), state.recentCommandIds(), state.recentRolloutIds(), state.clustering(), state.past());
    }
}
