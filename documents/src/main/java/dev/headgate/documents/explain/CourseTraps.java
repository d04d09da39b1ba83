package dev.headgate.documents.explain;

import dev.headgate.documents.explain.Explanation.Trap;
import dev.headgate.schemas.model.Effect;
import dev.headgate.schemas.model.Escalation;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.Stage;
import dev.headgate.schemas.model.StopLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the whole lacks: a line on silence, a limit to stepping back, somebody who is told. */
final class CourseTraps {
    private CourseTraps() {}

    static List<Trap> of(Policy policy) {
        List<Trap> traps = new ArrayList<>();
        silence(policy).ifPresent(traps::add);
        for (int i = 1; i < policy.stages().size(); i++) {
            steppingBack(policy, i).ifPresent(traps::add);
        }
        traps.addAll(neverTold(policy));
        return traps;
    }

    private static Optional<Trap> silence(Policy policy) {
        boolean watched =
                policy.stop().stream().anyMatch(line -> line.criterion().measure() instanceof Measure.NoSuccess);
        return watched
                ? Optional.empty()
                : Optional.of(new Trap(
                        "stop",
                        "No line speaks when the canary falls silent: every other one is undecided then, and traffic stays"
                                + " on a version that may be dead.",
                        "no success for 2m -> rollback critical"));
    }

    private static Optional<Trap> steppingBack(Policy policy, int index) {
        Stage stage = policy.stages().get(index);
        Optional<String> cause = stage.onFailure().effect() == Effect.STEP_BACK
                ? Optional.of("onFailure: step back")
                : stage.stop().stream()
                        .filter(line -> line.effect() == Effect.STEP_BACK)
                        .map(line -> line.criterion().text() + " -> step back")
                        .findFirst();
        return cause.map(words -> {
            Duration round = Timeline.shortest(policy.stages().get(index - 1));
            return new Trap(
                    words + ", at " + Timeline.name(stage),
                    "Nothing limits how often: a version that keeps failing here goes back and forth, once in "
                            + Words.time(round) + " or more, until somebody aborts it.",
                    "onFailure: ask release-manager 30m else rollback");
        });
    }

    // Where escalations are stated, a severity without one is probably forgotten.
    private static List<Trap> neverTold(Policy policy) {
        Set<Severity> escalated = policy.procedure().escalations().stream()
                .map(Escalation::severity)
                .collect(Collectors.toSet());
        if (escalated.isEmpty()) {
            return List.of();
        }
        return Traps.stopLines(policy)
                .filter(line -> !escalated.contains(line.severity()))
                .filter(line -> line.severity() != Severity.INFO
                        && line.response().whom().isEmpty())
                .map(StopLine::severity)
                .distinct()
                .map(severity -> new Trap(
                        "escalation",
                        "Some lines are " + severity.wireName() + ", and no escalation says who is told of that.",
                        severity.wireName() + ": { levels: [ on-call ] }"))
                .toList();
    }
}
