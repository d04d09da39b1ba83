package dev.headgate.console.rollout;

import dev.headgate.console.view.ExecutionAsk;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Question;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What executions of a rollout ask people: of each decision its latest attempt speaks. */
final class AsksOf {

    private static final String NEXT_ATTEMPT = "attempt";
    private static final Comparator<ExecutionAsk> WORST_FIRST = Comparator.comparing(
                    (ExecutionAsk ask) -> !isRetreat(ask.kind()))
            .thenComparing(ask -> ask.until().orElse(Instant.MAX))
            .thenComparing(ExecutionAsk::decisionId);

    private AsksOf() {}

    /**
     * What they ask, rollbacks and steps back first, then what is waited for the shortest.
     *
     * @param decisions the rollout's own, in order
     * @param executions all of it
     */
    static List<ExecutionAsk> executions(List<DecisionFact> decisions, List<ExecutionFact> executions) {
        Map<String, DecisionFact> known = new HashMap<>();
        decisions.forEach(decision -> known.put(decision.decisionId(), decision));
        Optional<DecisionFact> lastShift = decisions.stream()
                .filter(decision -> !decision.from().equals(decision.to()) || isRetreat(decision.kind()))
                .reduce((earlier, later) -> later);
        return latest(executions).stream()
                .flatMap(execution -> Optional.ofNullable(known.get(execution.decisionId()))
                        .flatMap(decision -> question(decision, execution)
                                .or(() -> lastShift
                                        .filter(decision::equals)
                                        .flatMap(retreat -> nextAttempt(retreat, execution))))
                        .stream())
                .sorted(WORST_FIRST)
                .toList();
    }

    private static Collection<ExecutionFact> latest(List<ExecutionFact> executions) {
        Map<String, ExecutionFact> latest = new HashMap<>();
        executions.forEach(execution -> latest.merge(
                execution.decisionId(), execution, (one, other) -> one.attempt() > other.attempt() ? one : other));
        return latest.values();
    }

    private static Optional<ExecutionAsk> question(DecisionFact decision, ExecutionFact execution) {
        return execution
                .question()
                .filter(asked -> execution.is(ExecutionStatus.STARTED))
                .map(asked -> of(decision, execution, asked));
    }

    private static ExecutionAsk of(DecisionFact decision, ExecutionFact execution, Question asked) {
        return new ExecutionAsk(
                decision.decisionId(),
                decision.kind(),
                execution.attempt(),
                execution.runbook(),
                asked.about().wireName(),
                Optional.of(asked.step()),
                asked.text(),
                asked.askedAt(),
                Optional.of(asked.until()));
    }

    private static Optional<ExecutionAsk> nextAttempt(DecisionFact decision, ExecutionFact execution) {
        return isRetreat(decision.kind()) && execution.is(ExecutionStatus.FAILED)
                ? Optional.of(new ExecutionAsk(
                        decision.decisionId(),
                        decision.kind(),
                        execution.attempt() + 1,
                        execution.runbook(),
                        NEXT_ATTEMPT,
                        Optional.empty(),
                        execution.reason(),
                        execution.endedAt(),
                        Optional.empty()))
                : Optional.empty();
    }

    private static boolean isRetreat(String kind) {
        return Words.is(DecisionKind.ROLLBACK, kind) || Words.is(DecisionKind.STEP_BACK, kind);
    }
}
