package dev.headgate.core.rollout;

import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What executions mean for a rollout. Only one of the pending decision counts: one of an older decision, or the same once
 * more, changes nothing. A direct rollback that an operator has signed counts when it has succeeded. A shift counts as made when the weight that was read back is the one decided, whatever came after it in the
 * runbook.
 */
public final class ExecutionRules {

    private ExecutionRules() {}

    /** Takes an execution in. */
    public static void apply(Course course, Execution execution) {
        if (RunRules.apply(course, execution)) {
            return;
        }
        Rollout rollout = course.rollout();
        if (isDirectRollback(rollout, execution)) {
            course.rolledBackDirectly("rolled back without the gate: " + Reasons.said(execution.reason()));
            return;
        }
        Optional<PendingShift> pending =
                rollout.pending().filter(shift -> shift.decisionId().equals(execution.decisionId()));
        if (pending.isEmpty() || !rollout.open()) {
            return;
        }
        switch (execution.status()) {
            case SUCCEEDED -> succeeded(course, pending.get(), execution);
            case FAILED -> failed(course, pending.get(), execution);
            case REFUSED ->
                failed(
                        course,
                        "the shift to " + pending.get().to() + " was refused: " + Reasons.said(execution.reason()));
            case EXPIRED -> expired(course, pending.get(), execution);
            case SUPERSEDED ->
                failed(
                        course,
                        "the shift to " + pending.get().to() + " was superseded: " + Reasons.said(execution.reason()));
            case STARTED, UNKNOWN -> {
                // Not over, or in a word that nobody here can act upon: the time-out tells people if it stays so.
            }
        }
    }

    /** One that an operator has signed for the executor, while the gate was dead: nothing here knows of its decision. */
    private static boolean isDirectRollback(Rollout rollout, Execution execution) {
        return execution.decisionId().startsWith(rollout.identity().rolloutId() + "/direct-")
                && execution.status() == ExecutionStatus.SUCCEEDED
                && execution.confirmedWeight().filter(Weight.NONE::equals).isPresent()
                && Move.CONFIRM_DIRECT_ROLLBACK.fits(rollout.phase());
    }

    /** Tells people once about a shift that nobody has confirmed for too long. */
    public static void checkOverdue(Course course) {
        Rollout rollout = course.rollout();
        rollout.pending()
                .filter(shift -> rollout.live() && !shift.overdueTold())
                .filter(shift -> !course.now()
                        .isBefore(shift.decidedAt().plus(course.settings().executionTimeout())))
                .ifPresent(shift -> {
                    course.toldOverdue();
                    Duration limit = course.settings().executionTimeout();
                    course.tell(
                            Severity.CRITICAL,
                            "nobody has confirmed the shift to " + shift.to() + " for " + limit.toMillis() / 1000.0
                                    + " s; check the executor, the rollout waits");
                });
    }

    private static void succeeded(Course course, PendingShift pending, Execution execution) {
        Optional<Weight> found = execution.confirmedWeight();
        if (found.isEmpty()) {
            failed(course, "the shift to " + pending.to() + " was carried out, but no weight was read back");
        } else if (!pending.confirmedBy(found.get())) {
            failed(course, "the shift to " + pending.to() + " was carried out, but " + found.get() + " was read back");
        } else {
            confirm(course, pending, execution);
        }
    }

    private static void confirm(Course course, PendingShift pending, Execution execution) {
        Rollout before = course.rollout();
        course.confirm(pending.to(), startedAt(course, pending, execution));
        if (course.rollout().phase() == Phase.ROLLED_BACK) {
            AfterwardsRules.rolledBack(course);
        }
        course.because(
                before.phase() == Phase.ROLLING_BACK || before.phase() == Phase.ROLLBACK_FAILED
                        ? before.reason()
                        : "the canary's weight of " + pending.to() + " is in force");
    }

    /** What failed after the weight was read back is no failed shift: the traffic is where it should be. */
    private static void failed(Course course, PendingShift pending, Execution execution) {
        boolean shifted =
                execution.confirmedWeight().filter(pending::confirmedBy).isPresent();
        if (shifted) {
            String why = course.rollout().reason();
            course.tell(
                    Severity.CRITICAL,
                    "the canary's weight of " + pending.to() + " is in force, but its runbook failed afterwards: "
                            + Reasons.said(execution.reason()));
            course.because(why);
            confirm(course, pending, execution);
        } else {
            failed(course, "the shift to " + pending.to() + " failed: " + Reasons.said(execution.reason()));
        }
    }

    /** Nothing was touched, and it was not the canary that was late: an advance is made again when its lines pass. */
    private static void expired(Course course, PendingShift pending, Execution execution) {
        String why =
                "the shift to " + pending.to() + " was not carried out in time: " + Reasons.said(execution.reason());
        Rollout rollout = course.rollout();
        if (rollout.phase() == Phase.SHIFTING
                && rollout.clock().isPresent()
                && rollout.confirmedWeight().isPresent()) {
            course.takeBack(why);
        } else {
            failed(course, why);
        }
    }

    /** The executor's clock, kept within what is possible by ours. */
    private static Instant startedAt(Course course, PendingShift pending, Execution execution) {
        Instant finished = execution.finishedAt().orElse(course.now());
        Instant notFuture = finished.isAfter(course.now()) ? course.now() : finished;
        return notFuture.isBefore(pending.decidedAt()) ? pending.decidedAt() : notFuture;
    }

    private static void failed(Course course, String why) {
        Phase phase = course.rollout().phase();
        if (phase == Phase.ROLLING_BACK) {
            course.failRollback("the rollback could not be carried out, a person must act: " + why);
        } else if (phase == Phase.SHIFTING) {
            course.rollback(Move.SHIFT_FAILS, why, Optional.empty(), Optional.empty());
        }
    }
}
