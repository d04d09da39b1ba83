package dev.headgate.console.rollout;

import dev.headgate.console.rollout.RolloutHistory.StageStay;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Weight;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * How far a rollout has come, as far as its decisions and their executions tell: goes through the decisions in their order.
 * What people do to its pace, and what it waits for, they do not tell.
 */
final class Progress {

    private final List<ExecutionFact> executions;
    private final OptionalInt stages;
    private final List<StageStay> stays = new ArrayList<>();
    private Phase phase = Phase.PREPARING;
    private int stage;
    private Weight desired = Weight.NONE;
    private Optional<Weight> confirmed = Optional.empty();
    private Optional<Instant> confirmedAt = Optional.empty();
    private Optional<DecisionFact> rollback = Optional.empty();
    private int movedSequence;

    private Progress(List<ExecutionFact> executions, OptionalInt stages) {
        this.executions = executions;
        this.stages = stages;
    }

    static Progress of(List<DecisionFact> decisions, List<ExecutionFact> executions, OptionalInt stages) {
        Progress progress = new Progress(executions, stages);
        decisions.forEach(progress::take);
        return progress;
    }

    String phase() {
        return phase.wireName();
    }

    int stage() {
        return stage;
    }

    Weight desired() {
        return desired;
    }

    Optional<Weight> confirmed() {
        return confirmed;
    }

    Optional<Instant> confirmedAt() {
        return confirmedAt;
    }

    List<StageStay> stays() {
        return List.copyOf(stays);
    }

    /** The decision that took all traffic back, last of several. */
    Optional<DecisionFact> rollback() {
        return rollback;
    }

    int movedSequence() {
        return movedSequence;
    }

    /** Whether anything was decided, by the gate or in its place, that an abort would have to take back. */
    boolean shifted() {
        return movedSequence > 0 || rollback.isPresent();
    }

    private void take(DecisionFact decision) {
        if (Words.is(DecisionKind.PROMOTE, decision.kind()) || Words.is(DecisionKind.STEP_BACK, decision.kind())) {
            moved(decision);
            shift(decision);
        } else if (decision.direct()) {
            direct(decision);
        } else if (Words.is(DecisionKind.ROLLBACK, decision.kind())) {
            moved(decision);
            rollBack(decision);
        } else if (Words.is(DecisionKind.COMPLETE, decision.kind())) {
            moved(decision);
            leave(decision.evaluatedAt());
            phase = Phase.COMPLETED;
        }
    }

    private void moved(DecisionFact decision) {
        movedSequence = Math.max(movedSequence, decision.sequence());
    }

    private void shift(DecisionFact decision) {
        Optional<Instant> made = made(decision);
        boolean within = !stays.isEmpty() && inForce().stage() == decision.stage();
        if (made.isEmpty() && ended(decision, ExecutionStatus.EXPIRED) && !stays.isEmpty()) {
            return;
        }
        stage = Math.max(0, decision.stage());
        desired = decision.to();
        phase = Phase.SHIFTING;
        made.ifPresent(at -> {
            confirm(decision.to(), at);
            if (!within) {
                leave(decision.evaluatedAt());
                stays.add(new StageStay(stage, at, Optional.empty()));
            }
            phase = stages.isPresent() && stage == stages.getAsInt() - 1 ? Phase.WATCHING : Phase.OBSERVING;
        });
    }

    private void rollBack(DecisionFact decision) {
        rollback = Optional.of(decision);
        desired = Weight.NONE;
        leave(decision.evaluatedAt());
        Optional<Instant> made = made(decision);
        if (made.isPresent()) {
            confirm(Weight.NONE, made.get());
            phase = Phase.ROLLED_BACK;
        } else {
            boolean failed = ended(decision, ExecutionStatus.FAILED) || ended(decision, ExecutionStatus.REFUSED);
            phase = failed ? Phase.ROLLBACK_FAILED : Phase.ROLLING_BACK;
        }
    }

    /** Counts when it was carried out, and not before: the gate knows nothing of it. */
    private void direct(DecisionFact decision) {
        if (phase != Phase.ROLLED_BACK && made(decision).isPresent()) {
            rollBack(decision);
        }
    }

    private void confirm(Weight weight, Instant at) {
        confirmed = Optional.of(weight);
        confirmedAt = Optional.of(at);
    }

    private void leave(Instant at) {
        if (!stays.isEmpty() && inForce().leftAt().isEmpty()) {
            StageStay left = inForce();
            stays.set(stays.size() - 1, new StageStay(left.stage(), left.enteredAt(), Optional.of(at)));
        }
    }

    private StageStay inForce() {
        return stays.get(stays.size() - 1);
    }

    /** When the decided weight was confirmed; where nobody carries it out, when it was decided. */
    private Optional<Instant> made(DecisionFact decision) {
        if (Words.mode(decision.mode()) != Mode.ENFORCE) {
            return Optional.of(decision.evaluatedAt());
        }
        return of(decision)
                .filter(execution -> execution.confirms(decision.to()))
                .map(ExecutionFact::endedAt)
                .min(Instant::compareTo)
                .map(at -> at.isBefore(decision.evaluatedAt()) ? decision.evaluatedAt() : at);
    }

    private boolean ended(DecisionFact decision, ExecutionStatus how) {
        return of(decision).anyMatch(execution -> execution.is(how));
    }

    private Stream<ExecutionFact> of(DecisionFact decision) {
        return executions.stream().filter(execution -> execution.decisionId().equals(decision.decisionId()));
    }
}
