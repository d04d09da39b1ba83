package dev.headgate.core.scenario;

import dev.headgate.core.scenario.ExecutorBehaviour.Answer;
import dev.headgate.core.scenario.ExecutorBehaviour.Run;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Weight;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Carries decisions out in virtual time and holds the weight in force. Not thread-safe. */
final class SimulatedExecutor {

    private final ExecutorBehaviour behaviour;
    private final List<Execution> underWay = new ArrayList<>();
    private Weight inForce = Weight.NONE;

    SimulatedExecutor(ExecutorBehaviour behaviour) {
        this.behaviour = behaviour;
    }

    /** One that goes on from here on its own. */
    SimulatedExecutor copy() {
        SimulatedExecutor copy = new SimulatedExecutor(behaviour);
        copy.underWay.addAll(underWay);
        copy.inForce = inForce;
        return copy;
    }

    /** The canary's weight that is really in force. */
    Weight inForce() {
        return inForce;
    }

    void accept(Decision decision, Instant at) {
        if (decision.runbook().name().isEmpty()) {
            return;
        }
        if (decision.kind() == DecisionKind.RUN) {
            run(decision, at);
            return;
        }
        Answer answer = decision.kind() == DecisionKind.ROLLBACK ? behaviour.rollbacks() : behaviour.shifts();
        if (decision.mode() != Mode.ENFORCE) {
            answer = Answer.REFUSES;
        }
        Instant finished = at.plus(behaviour.delay());
        switch (answer) {
            case SUCCEEDS ->
                underWay.add(execution(decision, ExecutionStatus.SUCCEEDED, Optional.of(decision.to()), at, finished));
            case FAILS -> underWay.add(execution(decision, ExecutionStatus.FAILED, Optional.empty(), at, finished));
            case REFUSES -> underWay.add(execution(decision, ExecutionStatus.REFUSED, Optional.empty(), at, finished));
            case DOES_NOT_CONVERGE ->
                underWay.add(execution(decision, ExecutionStatus.SUCCEEDED, Optional.of(inForce), at, finished));
            case STAYS_SILENT -> {
                // That is the behaviour.
            }
        }
    }

    private void run(Decision decision, Instant at) {
        Run run = behaviour
                .runs()
                .getOrDefault(decision.runbook().name(), new Run(Answer.SUCCEEDS, behaviour.delay(), Labels.NONE));
        ExecutionStatus status = switch (run.answer()) {
            case SUCCEEDS, DOES_NOT_CONVERGE, STAYS_SILENT -> ExecutionStatus.SUCCEEDED;
            case FAILS -> ExecutionStatus.FAILED;
            case REFUSES -> ExecutionStatus.REFUSED;
        };
        if (run.answer() != Answer.STAYS_SILENT && decision.mode() == Mode.ENFORCE) {
            underWay.add(execution(decision, status, Optional.empty(), at, at.plus(run.after()), run.results()));
        }
    }

    /** What is over by now. */
    List<Execution> finishedBy(Instant now) {
        List<Execution> finished = underWay.stream()
                .filter(execution -> !execution.finishedAt().orElseThrow().isAfter(now))
                .toList();
        underWay.removeAll(finished);
        finished.stream()
                .flatMap(execution -> execution.confirmedWeight().stream())
                .forEach(weight -> inForce = weight);
        return finished;
    }

    private static Execution execution(
            Decision decision, ExecutionStatus status, Optional<Weight> confirmed, Instant from, Instant to) {
        return execution(decision, status, confirmed, from, to, Labels.NONE);
    }

    private static Execution execution(
            Decision decision,
            ExecutionStatus status,
            Optional<Weight> confirmed,
            Instant from,
            Instant to,
            SortedMap<String, String> results) {
        return new Execution(
                decision.decisionId() + "#1",
                decision.decisionId(),
                decision.rolloutId(),
                decision.service(),
                decision.correlationId(),
                1,
                status,
                decision.runbook().name(),
                List.of(),
                confirmed,
                status == ExecutionStatus.SUCCEEDED ? "done" : "simulated",
                from,
                Optional.of(to),
                "simulated",
                results);
    }
}
