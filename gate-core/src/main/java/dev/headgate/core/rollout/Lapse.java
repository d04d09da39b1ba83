package dev.headgate.core.rollout;

import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.StopLine;
import dev.headgate.schemas.model.Weight;
import java.util.List;
import java.util.stream.Stream;

/** Says that comparisons with the baseline lapse where it has no traffic any more. */
final class Lapse {

    private Lapse() {}

    /** To be put behind the reason for going to a stage; empty unless it ends comparisons. */
    static String from(Policy policy, int stage) {
        if (!policy.stages().get(stage).weight().equals(Weight.ALL)) {
            return "";
        }
        List<String> lines = Stream.concat(policy.stop().stream(), policy.stages().get(stage).stop().stream())
                .map(StopLine::criterion)
                .filter(criterion -> criterion.claim() instanceof Claim.AgainstBaseline)
                .map(criterion -> "`" + criterion.text() + "`")
                .toList();
        return lines.isEmpty()
                ? ""
                : "; the baseline has no traffic from then on, and " + String.join(", ", lines)
                        + (lines.size() == 1 ? " does" : " do") + " not speak any more";
    }
}
