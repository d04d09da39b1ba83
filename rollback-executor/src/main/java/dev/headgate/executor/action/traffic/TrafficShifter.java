package dev.headgate.executor.action.traffic;

import dev.headgate.executor.action.Permission;
import dev.headgate.executor.dispatch.FailureCategory;
import dev.headgate.executor.dispatch.StepOutcome;
import dev.headgate.schemas.model.Action;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.function.DoubleSupplier;

/**
 * Shifts traffic between two versions and reads back what is really in force, whatever the target.
 *
 * <p>What is set already is left alone. A target that does not answer is tried again until the budget is over; the pauses
 * grow from 50 ms to a second while nothing answers. One that does not answer looks is left alone by them for a while
 * ({@link TargetBreakers}). Thread-safe.
 */
public final class TrafficShifter {

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(2);
    /** A look must not keep a rollback waiting. */
    private static final Duration LONGEST_LOOK = Duration.ofMillis(500);

    private final TrafficTargets targets;
    private final TargetBreakers breakers;

    /** One that leaves a silent target alone for ten seconds. */
    public TrafficShifter(TrafficTargets targets) {
        this(targets, new TargetBreakers());
    }

    /** The same, telling of each breaker as it is made, with what says its state: 0 closed, 0.5 half open, 1 open. */
    public TrafficShifter(TrafficTargets targets, BiConsumer<String, DoubleSupplier> told) {
        this(targets, new TargetBreakers());
        breakers.tell(told);
    }

    TrafficShifter(TrafficTargets targets, TargetBreakers breakers) {
        this.targets = targets;
        this.breakers = breakers;
    }

    /** Shifts at a target that does not hold on whose behalf. */
    public StepOutcome shift(Action.Traffic action, Duration budget, Permission permission)
            throws InterruptedException {
        return shift(action, Claim.NONE, budget, permission);
    }

    /**
     * Sets the weight and waits until it is in force.
     *
     * @param claim on whose behalf
     * @param budget after which it is a failure, with what was found last
     * @return the share in force as confirmed weight
     * @throws InterruptedException if the process gives the work up
     */
    public StepOutcome shift(Action.Traffic action, Claim claim, Duration budget, Permission permission)
            throws InterruptedException {
        return action.places().size() > 1
                ? Together.shift(action.places(), place -> shiftAt(place, claim, budget, permission))
                : shiftAt(action, claim, budget, permission);
    }

    private StepOutcome shiftAt(Action.Traffic action, Claim claim, Duration budget, Permission permission)
            throws InterruptedException {
        long deadline = System.nanoTime() + budget.toNanos();
        TrafficTarget target;
        try {
            target = targets.of(action, claim);
        } catch (IllegalArgumentException unusable) {
            return refused(unusable);
        }
        Optional<String> last = Optional.empty();
        Duration pause = PAUSE;
        do {
            try {
                TargetReading found = target.read(timeout(deadline, LONGEST_ANSWER));
                breakers.answered(target.address());
                pause = PAUSE;
                if (!found.set()) {
                    Optional<String> missing = permission.missing();
                    if (missing.isPresent()) {
                        return new StepOutcome.NotBegun(missing.get());
                    }
                    target.set(found, timeout(deadline, LONGEST_ANSWER.plus(target.slowestSet())));
                    found = target.read(timeout(deadline, LONGEST_ANSWER));
                }
                if (found.inForce()) {
                    return new StepOutcome.Done(Optional.of(found.share()), OptionalInt.empty(), found.description());
                }
                last = Optional.of("in force is " + found.share() + " instead of " + action.weight() + "% ("
                        + found.description() + ")");
            } catch (IOException retried) {
                // What was cut short by the budget's end says less than the answer before.
                if (last.isEmpty() || System.nanoTime() < deadline) {
                    last = Optional.of(retried.getMessage() == null ? retried.toString() : retried.getMessage());
                }
                pause = longer(pause);
            } catch (IllegalArgumentException refused) {
                return refused(refused);
            }
            Thread.sleep(pause.toMillis());
        } while (System.nanoTime() < deadline);
        return new StepOutcome.Failed(
                FailureCategory.TARGET,
                "not in force within " + budget.toMillis() + " ms: " + last.orElse("nothing was answered"));
    }

    /** Looks at a target that does not hold on whose behalf. */
    public Look look(Action.Traffic action, Permission permission) {
        return look(action, Claim.NONE, permission);
    }

    /** Looks whether the weight is still set and sets it again if not. */
    public Look look(Action.Traffic action, Claim claim, Permission permission) {
        try {
            return action.places().size() > 1
                    ? Together.look(action.places(), place -> lookAt(place, claim, permission))
                    : lookAt(action, claim, permission);
        } catch (InterruptedException givenUp) {
            Thread.currentThread().interrupt();
            return new Look.Unknown("it was given up");
        }
    }

    private Look lookAt(Action.Traffic action, Claim claim, Permission permission) {
        try {
            TrafficTarget target = targets.of(action, claim);
            TargetReading found = breakers.look(target.address(), () -> target.read(LONGEST_LOOK));
            if (found.set()) {
                return new Look.InForce();
            }
            Optional<String> missing = permission.missing();
            if (missing.isPresent()) {
                return new Look.Unknown(missing.get());
            }
            target.set(found, LONGEST_LOOK.plus(target.slowestSet()));
            return new Look.Reasserted(found.description());
        } catch (IOException | IllegalArgumentException unreadable) {
            return new Look.Unknown(String.valueOf(unreadable.getMessage()));
        } catch (InterruptedException givenUp) {
            Thread.currentThread().interrupt();
            return new Look.Unknown("it was given up");
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    private static Duration timeout(long deadline, Duration longest) {
        Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
        return left.compareTo(longest) < 0 ? left : longest;
    }

    private static StepOutcome refused(IllegalArgumentException refused) {
        return new StepOutcome.Failed(FailureCategory.REFUSED, String.valueOf(refused.getMessage()));
    }
}
