package dev.headgate.core;

import dev.headgate.core.comparison.OwnPast;
import dev.headgate.core.comparison.RolloutEvidence;
import dev.headgate.core.judge.Line;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Policy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The lines that stand in two policies in the same place and say the same: what was gathered for them goes on when one policy
 * replaces the other.
 */
final class Unchanged {

    private final Set<String> lines;

    Unchanged(Policy before, Policy after) {
        Map<String, Criterion> old = criteria(before);
        lines = criteria(after).entrySet().stream()
                .filter(each -> each.getValue().equals(old.get(each.getKey())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** What was gathered, of these lines alone. */
    RolloutEvidence.Memory of(RolloutEvidence.Memory memory) {
        return memory.of(lines);
    }

    /** What the past allows: to these lines what it allowed before, to the others what it does now. */
    List<OwnPast.LineLimits> of(List<OwnPast.LineLimits> before, List<OwnPast.LineLimits> now) {
        List<OwnPast.LineLimits> limits = new ArrayList<>(
                before.stream().filter(each -> lines.contains(each.line())).toList());
        Set<String> known = limits.stream().map(OwnPast.LineLimits::line).collect(Collectors.toSet());
        now.stream().filter(each -> !known.contains(each.line())).forEach(limits::add);
        return limits;
    }

    private static Map<String, Criterion> criteria(Policy policy) {
        Map<String, Criterion> criteria = new HashMap<>();
        for (int stage = 0; stage < policy.stages().size(); stage++) {
            Line.of(policy, stage).forEach(line -> {
                criteria.put(line.id(), line.criterion());
                line.parts().forEach(part -> criteria.put(part.id(), part.criterion()));
            });
        }
        return criteria;
    }
}
