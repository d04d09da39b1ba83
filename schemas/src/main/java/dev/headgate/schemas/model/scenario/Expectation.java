package dev.headgate.schemas.model.scenario;

import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Weight;
import java.util.Optional;

/**
 * What must happen, or must not.
 *
 * @param text as written
 * @param decision a decision of this kind; empty where a phase is meant
 * @param phase the rollout reaches this phase; empty where a decision is meant
 * @param weight the decision's new weight; empty for any
 * @param name the runbook that is run, or the role that is asked or told; empty for any
 * @param nth the how manyth of them counts, from 1
 * @param within when
 * @param because words of the deciding line or of the reason; empty for any
 */
public record Expectation(
        String text,
        Optional<DecisionKind> decision,
        Optional<Phase> phase,
        Optional<Weight> weight,
        Optional<String> name,
        int nth,
        Stretch within,
        Optional<String> because) {}
