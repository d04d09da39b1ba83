package dev.headgate.executor.acceptance;

import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.ExecutionWord;
import dev.headgate.schemas.model.ExecutorHold;
import dev.headgate.schemas.model.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A decision as it was read from the log: understood, and its signature found valid.
 *
 * @param decision what it says
 * @param original its exact bytes and signature, kept so that the journal proves what was accepted
 * @param partition the partition of {@code gate.decisions}
 * @param offset its offset there
 * @param appendedAt when the broker appended it; empty if the topic carries the producer's clock instead, in which case
 *     its age is not known
 */
public record Received(
        Decision decision, SignedBytes original, int partition, long offset, Optional<Instant> appendedAt) {

    /** Its place among the decisions of its service. */
    public Order order() {
        return Order.of(decision);
    }

    /** Whether it is an advance: it always grows old. */
    public boolean isAdvance() {
        return decision.kind() == DecisionKind.PROMOTE;
    }

    /** Whether it runs a runbook that moves no traffic: it grows old only if it says so. */
    public boolean isRun() {
        return decision.kind() == DecisionKind.RUN;
    }

    /** Whether it was decided by an operator while the gate was dead. */
    public boolean isDirect() {
        return DirectRollback.isNamed(decision);
    }

    /** Whether it holds advances and runs back, or releases them. */
    public boolean isHoldOrRelease() {
        return ExecutorHold.isNamed(decision);
    }

    /** Whether it is what a person says about an execution. */
    public boolean isWord() {
        return ExecutionWord.isNamed(decision);
    }

    /** Whether it is only what another policy would have decided. */
    public boolean isShadow() {
        return decision.mode() == Mode.SHADOW;
    }

    /** Whether it moves traffic back. */
    public boolean isRetreat() {
        return decision.kind() == DecisionKind.ROLLBACK || decision.kind() == DecisionKind.STEP_BACK;
    }

    /** Whether it can grow too old to be carried out. */
    public boolean expires() {
        return isAdvance() || (isRun() && decision.validFor().isPresent());
    }

    /** Whether it is too old to be carried out at {@code now}; of what expires and has no known age, it always is. */
    public boolean expiredAt(Instant now) {
        return expires() && expiry().map(end -> !now.isBefore(end)).orElse(appendedAt.isEmpty());
    }

    /** When the gate gives up a run that says how long it is valid; empty for everything else. */
    public Optional<Instant> givenUpAt() {
        return expiry().filter(at -> isRun());
    }

    private Optional<Instant> expiry() {
        return appendedAt.flatMap(from -> decision.validFor().map(valid -> from.plus(valid)));
    }

    /** How old it is at {@code now}; zero if that is not known. */
    public Duration ageAt(Instant now) {
        return appendedAt.map(from -> Duration.between(from, now)).orElse(Duration.ZERO);
    }
}
