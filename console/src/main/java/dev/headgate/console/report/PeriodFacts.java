package dev.headgate.console.report;

import dev.headgate.console.rollout.RolloutHistory;
import dev.headgate.console.view.DecisionRow;
import java.util.List;
import java.util.Optional;

/**
 * What the log says of a period.
 *
 * @param service the service; empty for all
 * @param period the period
 * @param rollouts those that were started in it, oldest first
 * @param before those of the period before
 * @param decisions all decisions of the period's rollouts that may be believed, latest first
 * @param signatures the states of the signatures of these and of those that may not be believed
 */
public record PeriodFacts(
        Optional<String> service,
        Period period,
        List<RolloutHistory> rollouts,
        List<RolloutHistory> before,
        List<DecisionRow> decisions,
        List<String> signatures) {

    /** Copies the lists. */
    public PeriodFacts {
        rollouts = List.copyOf(rollouts);
        before = List.copyOf(before);
        decisions = List.copyOf(decisions);
        signatures = List.copyOf(signatures);
    }
}
