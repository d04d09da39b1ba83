package dev.headgate.core.rollout;

import dev.headgate.core.judge.StageClock;
import dev.headgate.schemas.model.Ramp;
import dev.headgate.schemas.model.Stage;
import dev.headgate.schemas.model.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How the weight rises within a stage: in steps of equal time, as many as there are whole points and {@value #MOST_STEPS} at
 * most. A step that has to wait moves those after it.
 */
final class RampRules {

    private static final int MOST_STEPS = 20;

    private RampRules() {}

    /** The weight that a stage begins with. */
    static Weight first(Stage stage) {
        return stage.procedure().ramp().map(Ramp::from).orElse(stage.weight());
    }

    /** The weight that follows within a stage; empty when its own is reached. */
    static Optional<Weight> next(Stage stage, Weight current) {
        if (current.compareTo(stage.weight()) >= 0) {
            return Optional.empty();
        }
        Optional<Ramp> ramp = stage.procedure().ramp();
        if (ramp.isEmpty()) {
            return Optional.of(stage.weight());
        }
        int steps = steps(stage, ramp.get());
        for (int step = 0; step < steps; step++) {
            Weight weight = at(stage, ramp.get(), step, steps);
            if (weight.compareTo(current) > 0) {
                return Optional.of(weight);
            }
        }
        return Optional.of(stage.weight());
    }

    /** When the next step is due; at once where a weight was set by hand in a stage without a ramp. */
    static Instant due(Stage stage, Instant weightSince) {
        return weightSince.plus(
                stage.procedure().ramp().map(ramp -> pace(stage, ramp)).orElse(Duration.ZERO));
    }

    /** Since when the weight in force has been in force. */
    static Optional<Instant> since(Rollout rollout) {
        return rollout.affairs().weightSince().or(() -> rollout.clock().map(StageClock::startedAt));
    }

    /** Makes the next step if it is due, or says that the ramp is over. */
    static void step(Course course, Stage stage) {
        Rollout rollout = course.rollout();
        Optional<Weight> next = next(stage, rollout.desiredWeight());
        Optional<Instant> since = since(rollout);
        if (next.isEmpty() || since.isEmpty() || course.now().isBefore(due(stage, since.get()))) {
            return;
        }
        String why = stage.procedure().ramp().isPresent()
                ? "the ramp to " + stage.weight() + " goes on"
                : "the stage's weight is taken up again after one set by hand";
        course.within(next.get(), why, Move.RAMP);
    }

    private static Duration pace(Stage stage, Ramp ramp) {
        return ramp.over().dividedBy(steps(stage, ramp));
    }

    private static int steps(Stage stage, Ramp ramp) {
        double points = stage.weight().percent() - ramp.from().percent();
        return (int) Math.max(1, Math.min(MOST_STEPS, Math.floor(points)));
    }

    /** Whole points where there are some between the steps, so that proxies can hold them exactly. */
    private static Weight at(Stage stage, Ramp ramp, int step, int steps) {
        double from = ramp.from().percent();
        return new Weight(from + Math.floor((stage.weight().percent() - from) * step / steps));
    }
}
