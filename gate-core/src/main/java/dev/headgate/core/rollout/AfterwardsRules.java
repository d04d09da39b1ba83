package dev.headgate.core.rollout;

import dev.headgate.core.rollout.PendingRun.Purpose;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Procedure;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is run once a rollout is over: mitigations that still last are undone, then {@code onRollback} or {@code onComplete}
 * in order. It is over nonetheless; people are told when one of them comes to nothing.
 */
final class AfterwardsRules {

    private AfterwardsRules() {}

    static void rolledBack(Course course) {
        over(course, Purpose.ROLLED_BACK, "onRollback", "the rollout is rolled back", Procedure::onRollback);
    }

    static void completed(Course course) {
        over(course, Purpose.COMPLETED, "onComplete", "the rollout is complete", Procedure::onComplete);
    }

    private static void over(
            Course course, Purpose purpose, String list, String what, Function<Procedure, List<String>> runbooks) {
        course.affairs(affairs -> affairs.running(affairs.runs().stream()
                        .filter(run -> !run.purpose().isHook())
                        .toList())
                .asking(List.of())
                .waiting(List.of()));
        MitigationRules.undoAll(course, what);
        List<String> named =
                course.policy().map(Policy::procedure).map(runbooks).orElse(List.of());
        for (int i = 0; i < named.size(); i++) {
            String runbook = named.get(i);
            RunRules.run(course, purpose, list + "/" + i, runbook, what + ": `" + runbook + "`", Optional.empty());
        }
    }
}
