package dev.headgate.core.rollout;

import dev.headgate.schemas.model.AdvanceRollout;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.PauseRollout;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.ResumeRollout;
import dev.headgate.schemas.model.SetWeight;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.Stage;
import dev.headgate.schemas.model.StepBackRollout;
import dev.headgate.schemas.model.Weight;
import java.util.Optional;

/** Commands that say how fast a rollout goes on, and which way: which fit, and what they do. */
final class PaceRules {

    private PaceRules() {}

    static Optional<String> unfit(PauseRollout pause, Rollout rollout) {
        return rollout.affairs().paused() ? Optional.of("it is paused already") : Optional.empty();
    }

    static Optional<String> unfit(ResumeRollout resume, Rollout rollout) {
        return rollout.affairs().paused() || rollout.affairs().byHand()
                ? Optional.empty()
                : Optional.of("it is not paused, and its weight was not set by hand");
    }

    static Optional<String> unfit(AdvanceRollout advance, Rollout rollout, Optional<Policy> policy, JudgedLines lines) {
        Optional<String> another =
                Stages.unfit(advance.stage(), rollout).or(() -> Stages.unfit(advance.header(), rollout));
        if (another.isPresent()) {
            return another;
        }
        if (policy.isEmpty()) {
            return Optional.of("its policy was lost, nothing but an abort is left");
        }
        if (lines.rollbackBrewing()) {
            return Optional.of("a stop line that rolls back is failing, and nobody advances past that");
        }
        boolean less = stage(rollout, policy)
                .filter(stage -> last(rollout))
                .map(stage -> rollout.desiredWeight().compareTo(stage.weight()) < 0)
                .orElse(false);
        return less
                ? Optional.of("the canary has " + rollout.desiredWeight()
                        + ", less than its last stage's weight: resume it, or set the weight, and complete it then")
                : reasonMissing(advance.header());
    }

    static Optional<String> unfit(StepBackRollout stepBack, Rollout rollout) {
        return Stages.unfit(stepBack.stage(), rollout)
                .or(() -> rollout.stageInForce() < 1
                        ? Optional.of("there is no earlier stage to step back to; an abort rolls it back")
                        : reasonMissing(stepBack.header()));
    }

    static Optional<String> unfit(SetWeight set, Rollout rollout, Optional<Policy> policy, JudgedLines lines) {
        if (set.weight().compareTo(rollout.desiredWeight()) > 0 && lines.rollbackBrewing()) {
            return Optional.of("a stop line that rolls back is failing, and nobody gives it more traffic");
        }
        Optional<Stage> stage = stage(rollout, policy);
        if (stage.isEmpty()) {
            return Optional.of("there is no stage in force whose weight could be set");
        }
        Weight most = stage.get().weight();
        if (set.weight().compareTo(most) > 0) {
            return Optional.of(
                    set.weight() + " is more than the " + most + " of the stage in force; advance to go further");
        }
        if (set.weight().equals(Weight.NONE)) {
            return Optional.of("to take all traffic from the canary is an abort's work");
        }
        return set.weight().equals(rollout.desiredWeight())
                ? Optional.of("the canary has " + set.weight() + " already")
                : reasonMissing(set.header());
    }

    static void take(Course course, PauseRollout pause) {
        course.record("paused by " + by(pause.header()));
        course.affairs(affairs -> affairs.paused(true));
        if (course.rollout().staying()) {
            course.go(Move.PAUSE, course.rollout().resting());
        }
    }

    static void take(Course course, ResumeRollout resume) {
        course.record("resumed by " + by(resume.header()));
        course.affairs(affairs -> affairs.paused(false).byHand(false));
        if (course.rollout().staying()) {
            course.go(Move.RESUME, course.rollout().resting());
        }
    }

    static void take(Course course, AdvanceRollout advance) {
        Rollout rollout = course.rollout();
        String why = "advanced by " + by(advance.header());
        CalendarRules.override(course);
        if (last(rollout)) {
            course.complete(Move.OVERRIDE, why);
        } else {
            course.promote(rollout.stageInForce() + 1, why, Move.OVERRIDE);
        }
    }

    static void take(Course course, StepBackRollout stepBack) {
        String why = "stepped back by " + by(stepBack.header());
        course.stepBack(Move.STEP_BACK, Severity.WARNING, why, Optional.empty());
    }

    static void take(Course course, SetWeight set) {
        Optional<Stage> stage = stage(course.rollout(), course.policy());
        boolean whole = stage.map(Stage::weight).equals(Optional.of(set.weight()));
        course.affairs(affairs -> affairs.byHand(!whole));
        course.within(set.weight(), "set to " + set.weight() + " by " + by(set.header()), Move.SET_WEIGHT);
    }

    private static boolean last(Rollout rollout) {
        return rollout.clock()
                .map(clock -> clock.stage() == rollout.identity().stages() - 1)
                .orElse(false);
    }

    private static Optional<Stage> stage(Rollout rollout, Optional<Policy> policy) {
        return policy.flatMap(plan -> rollout.clock().map(clock -> plan.stages().get(clock.stage())));
    }

    private static Optional<String> reasonMissing(CommandHeader header) {
        return header.reason().isBlank()
                ? Optional.of("it needs a reason, which everybody reads afterwards")
                : Optional.empty();
    }

    private static String by(CommandHeader header) {
        return header.issuedBy() + PeopleRules.why(header);
    }
}
