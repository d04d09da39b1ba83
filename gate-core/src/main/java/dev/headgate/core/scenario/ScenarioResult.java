package dev.headgate.core.scenario;

import dev.headgate.core.ServiceGate;
import dev.headgate.core.Tick;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.RolloutState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What came of a scenario.
 *
 * @param decisions all decisions, in order
 * @param evaluations all evaluations
 * @param states all states of rollouts
 * @param ticks the ticks that the gate was given, to be replayed
 * @param gate the gate as it was at the end
 */
public record ScenarioResult(
        List<Decision> decisions,
        List<Evaluation> evaluations,
        List<RolloutState> states,
        List<Tick> ticks,
        ServiceGate gate) {

    /** Copies the lists. */
    public ScenarioResult {
        decisions = List.copyOf(decisions);
        evaluations = List.copyOf(evaluations);
        states = List.copyOf(states);
        ticks = List.copyOf(ticks);
    }

    /** What was decided, in order. */
    public List<DecisionKind> kinds() {
        return decisions.stream().map(Decision::kind).toList();
    }

    /** The first decision of a kind. */
    public Optional<Decision> first(DecisionKind kind) {
        return decisions.stream().filter(decision -> decision.kind() == kind).findFirst();
    }

    /** When the first decision of a kind was made, since the scenario's beginning. */
    public Optional<Duration> firstAt(DecisionKind kind) {
        return first(kind).map(decision -> Duration.between(Scenario.BEGINNING, decision.evaluatedAt()));
    }

    /** Where the latest rollout stands. */
    public RolloutState last() {
        return states.get(states.size() - 1);
    }
}
