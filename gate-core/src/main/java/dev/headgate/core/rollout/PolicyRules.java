package dev.headgate.core.rollout;

import dev.headgate.core.ParsedPolicy;
import dev.headgate.core.judge.StageClock;
import dev.headgate.schemas.model.ChangePolicy;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Stage;
import dev.headgate.schemas.model.Weight;
import java.util.List;
import java.util.Optional;

/**
 * A running rollout's policy is replaced: the weight in force must be one that the other policy knows in the same place. The
 * stage begins anew under it, with its hold and its windows; what was ticked stays ticked, what was approved for the stage is
 * to be approved again, what was asked is asked again, hooks are run again, and what lasts of
 * mitigations is undone until a line asks for it.
 */
final class PolicyRules {

    private PolicyRules() {}

    static Optional<String> unfit(ChangePolicy change, Rollout rollout, Optional<ParsedPolicy> parsed) {
        if (CommandRules.tooLong(change.policy())) {
            return Optional.of("the policy is longer than 256 kB");
        }
        if (parsed.isEmpty()) {
            return Optional.of("it came without a policy that was read");
        }
        if (parsed.get() instanceof ParsedPolicy.Unusable unusable) {
            return Optional.of("the policy cannot be used: " + unusable.problems());
        }
        Policy policy = ((ParsedPolicy.Usable) parsed.get()).policy();
        Mode mode = rollout.identity().mode();
        if (policy.mode() != mode && mode != Mode.SHADOW) {
            return Optional.of("the rollout's mode is " + mode.wireName() + ", the policy's is "
                    + policy.mode().wireName() + "; a mode cannot be changed under way");
        }
        return CommandRules.ofAnother(rollout.identity().service(), parsed.get())
                .or(() -> rollout.clock().flatMap(clock -> unfit(policy, clock.stage(), rollout)));
    }

    /** The plan of the other policy must contain what is in force. */
    private static Optional<String> unfit(Policy policy, int stage, Rollout rollout) {
        List<Stage> stages = policy.stages();
        if (stages.size() <= stage) {
            return Optional.of("stage " + (stage + 1) + " is in force, and the policy has " + stages.size()
                    + (stages.size() == 1 ? " stage" : " stages"));
        }
        Weight its = stages.get(stage).weight();
        Weight inForce = rollout.desiredWeight();
        boolean rising = stages.get(stage).procedure().ramp().isPresent()
                || rollout.affairs().byHand();
        boolean fits = rising ? inForce.compareTo(its) <= 0 : inForce.equals(its);
        return fits
                ? Optional.empty()
                : Optional.of("stage " + (stage + 1) + " has " + inForce + " in force, and the policy's has " + its
                        + "; it must be the same");
    }

    static void take(Course course, ChangePolicy change, Policy policy) {
        MitigationRules.undoAll(course, "the policy is changed");
        Rollout before = course.rollout();
        Optional<StageClock> clock = before.clock().map(running -> new StageClock(running.stage(), course.now()));
        Affairs affairs = before.affairs();
        Affairs then = clock.map(running -> affairs.inStage(running.stage(), course.now()))
                .orElse(affairs.with(Stages.begun(affairs.deeds(), -1)))
                .asking(List.of())
                .leavingAlone(List.of())
                .running(affairs.runs().stream()
                        .filter(run -> !run.purpose().isHook())
                        .toList())
                .byHand(affairs.byHand());
        RolloutIdentity identity = before.identity().judgedBy(policy, change.policy());
        course.replaced(before.judgedBy(identity, clock, then), policy);
        String anew = clock.map(running -> "; stage " + (running.stage() + 1) + " begins anew under it")
                .orElse("");
        course.record("the policy was changed to " + policy.name() + " ("
                + change.policy().hash() + ") by " + change.header().issuedBy() + PeopleRules.why(change.header())
                + anew);
    }
}
