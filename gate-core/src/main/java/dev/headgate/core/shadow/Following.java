package dev.headgate.core.shadow;

import dev.headgate.core.Input;
import dev.headgate.core.judge.StageClock;
import dev.headgate.core.rollout.PendingShift;
import dev.headgate.core.rollout.Rollout;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Weight;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a shadow's shifts end, which nobody carries out. While the rollout is shifting to the same weight, the shadow's shift
 * shares its fate: it is confirmed, late, or fails as that one. While the rollout is shifting to another weight, the shadow
 * waits. Otherwise its shift counts as made at once.
 */
public final class Following {

    private static final String NOBODY = "shadow";

    private Following() {}

    /**
     * What a shadow is given of what its rollout is given: all telemetry, no commands, and the executions of the shift that
     * both are waiting for, as its own.
     *
     * @param ofRollout the rollout's shift that was under way when they came
     */
    public static List<Input> inputs(List<Input> inputs, Optional<PendingShift> ofRollout, Optional<Rollout> shadow) {
        return inputs.stream()
                .flatMap(input -> input instanceof Input.ExecutionInput execution
                        ? shared(execution, ofRollout, shadow)
                        : input.telemetry() ? Stream.of(input) : Stream.empty())
                .toList();
    }

    /**
     * The shadow's shift as if an executor had made it; empty while there is none or it waits.
     *
     * @param offset the offset that it is given
     */
    public static Optional<Input> asIfMade(Rollout rollout, Rollout shadow, Instant now, long offset) {
        boolean settled =
                rollout.pending().isEmpty() && rollout.confirmedWeight().isPresent();
        boolean due = shadow.open() && (shadow.phase() == Phase.ROLLING_BACK || settled);
        return shadow.pending().filter(shift -> due).map(shift -> {
            Instant inForce = rollout.clock()
                    .map(StageClock::startedAt)
                    .filter(now::isAfter)
                    .orElse(now);
            Instant made = shift.decidedAt().isAfter(inForce) ? shift.decidedAt() : inForce;
            return new Input.ExecutionInput(offset, made(shift, shadow, made));
        });
    }

    private static Stream<Input> shared(
            Input.ExecutionInput input, Optional<PendingShift> ofRollout, Optional<Rollout> shadow) {
        Execution execution = input.execution();
        Optional<PendingShift> same =
                ofRollout.filter(shift -> shift.decisionId().equals(execution.decisionId()));
        return shadow.filter(Rollout::open).stream()
                .flatMap(each -> each.pending().stream()
                        .filter(shift ->
                                same.map(real -> shift.confirmedBy(real.to())).orElse(false))
                        .map(shift -> new Input.ExecutionInput(input.offset(), as(execution, shift, each))));
    }

    private static Execution as(Execution execution, PendingShift shift, Rollout shadow) {
        return new Execution(
                execution.executionId(),
                shift.decisionId(),
                shadow.identity().rolloutId(),
                execution.service(),
                execution.correlationId(),
                execution.attempt(),
                execution.status(),
                execution.runbook(),
                execution.steps(),
                execution.confirmedWeight(),
                execution.reason(),
                execution.startedAt(),
                execution.finishedAt(),
                execution.executor());
    }

    private static Execution made(PendingShift shift, Rollout shadow, Instant at) {
        Weight to = shift.to();
        return new Execution(
                shift.decisionId() + "#1",
                shift.decisionId(),
                shadow.identity().rolloutId(),
                shadow.identity().service(),
                shadow.identity().correlationId(),
                1,
                ExecutionStatus.SUCCEEDED,
                "",
                List.of(),
                Optional.of(to),
                "as if",
                shift.decidedAt(),
                Optional.of(at),
                NOBODY);
    }
}
