package dev.headgate.it.harness;

import dev.headgate.it.targets.Target;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Shifts at one target, one after the other, from the decision's acknowledgement on. */
public final class ShiftTimes {

    private static final int STAGE = 20;
    private static final long BETWEEN_LOOKS_NANOS = Duration.ofNanos(300_000).toNanos();

    private final Target target;
    private final Operator gate;
    private final Release.Site site;
    private final Collected<Execution> executions;
    private final Times traffic = new Times();
    private final Times outcome = new Times();
    private final int firstEpoch;
    private int made;

    /** At that target; an executor must be running. */
    public ShiftTimes(Installation headgate, Target target) {
        this(headgate, target, 1);
    }

    /** The same, its first rollout with that epoch. */
    ShiftTimes(Installation headgate, Target target, int firstEpoch) {
        this.firstEpoch = firstEpoch;
        this.target = target;
        gate = headgate.operator();
        site = new Release.Site(headgate, "2.0", "1.0");
        executions = headgate.readers().executions();
    }

    /** Where. */
    public Target target() {
        return target;
    }

    /** From the acknowledgement to the weight in force. */
    public Times traffic() {
        return traffic;
    }

    /** From the acknowledgement to the outcome being read. */
    public Times outcome() {
        return outcome;
    }

    /**
     * A promotion, or a rollback of the one before.
     *
     * @throws IllegalStateException if it fails or its weight never is in force
     */
    public void shift(boolean counts) {
        target.prepare();
        Decision decision = next();
        int percent = (int) decision.to().percent();
        gate.decide(decision);
        long begin = System.nanoTime();
        while (!target.hasInForce(percent)) {
            if (System.nanoTime() - begin > Await.LONG.toNanos()) {
                throw new IllegalStateException(decision.decisionId() + " is not in force: " + outcome(decision));
            }
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
        long inForce = System.nanoTime();
        Await.until(
                "the outcome of " + decision.decisionId(),
                () -> outcome(decision).isPresent());
        Collected.Item<Execution> ended = outcome(decision).orElseThrow();
        if (ended.value().status() != ExecutionStatus.SUCCEEDED) {
            throw new IllegalStateException(ended.value().toString());
        }
        if (counts) {
            traffic.add(inForce - begin);
            outcome.add(ended.seenAtNanos() - begin);
        }
    }

    private Decision next() {
        int epoch = firstEpoch + made / 2;
        boolean back = made++ % 2 == 1;
        return site.decision(
                target.service(),
                target.service() + "-" + epoch,
                epoch,
                back ? DecisionKind.ROLLBACK : DecisionKind.PROMOTE,
                back ? 2 : 1,
                back ? STAGE : 0,
                back ? 0 : STAGE,
                "shift-" + target.service());
    }

    private Optional<Collected.Item<Execution>> outcome(Decision decision) {
        return executions.items().stream()
                .filter(item -> item.value().decisionId().equals(decision.decisionId()))
                .filter(item -> item.value().finishedAt().isPresent())
                .findFirst();
    }
}
