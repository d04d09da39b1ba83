package dev.headgate.core.scenario.planned;

import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.RolloutState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What came of a scenario.
 *
 * @param beginning when it began
 * @param decisions all decisions, in order
 * @param phases the phases that the rollouts reached, in order
 * @param last where the latest rollout stands
 * @param evaluation the latest evaluation that was published
 * @param ran how long it ran, in virtual time
 * @param ticks how many steps the gate took
 */
public record PlannedResult(
        Instant beginning,
        List<Decision> decisions,
        List<Reached> phases,
        Optional<RolloutState> last,
        Optional<Evaluation> evaluation,
        Duration ran,
        int ticks) {

    /** Copies the lists. */
    public PlannedResult {
        decisions = List.copyOf(decisions);
        phases = List.copyOf(phases);
    }

    /** A phase, and when it was reached. */
    public record Reached(Phase phase, Duration at) {}

    /** When a decision was made, since the scenario's beginning. */
    public Duration at(Decision decision) {
        return Duration.between(beginning, decision.evaluatedAt());
    }
}
