package dev.headgate.core.comparison;

import dev.headgate.schemas.model.Criterion;
import java.util.OptionalInt;

/**
 * A line of a policy that is judged by evidence.
 *
 * @param id its place in the policy
 * @param criterion the claim
 * @param advance whether its claim lets a rollout go on; it stops one otherwise
 * @param stage the only stage in which it is judged; empty for all
 */
public record EvidenceLine(String id, Criterion criterion, boolean advance, OptionalInt stage) {

    /** Whether it is judged in a stage. */
    boolean judgedIn(int stageInForce) {
        return stage.isEmpty() || stage.getAsInt() == stageInForce;
    }
}
