package dev.headgate.core.comparison;

import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Criterion;
import java.util.OptionalInt;

/**
 * A line of a policy that is judged by evidence.
 *
 * @param id its place in the policy
 * @param criterion the claim
 * @param advance whether its claim lets a rollout go on; it stops one otherwise
 * @param latches whether what it has said against the canary stays said: it does where that ends the rollout
 * @param stage the only stage in which it is judged; empty for all
 */
public record EvidenceLine(String id, Criterion criterion, boolean advance, boolean latches, OptionalInt stage) {

    /** Whether it compares with the past rather than with the version beside it. */
    boolean comparesWithPast() {
        return criterion.claim() instanceof Claim.AgainstPast;
    }

    /** Whether it is judged in a stage. */
    boolean judgedIn(int stageInForce) {
        return stage.isEmpty() || stage.getAsInt() == stageInForce;
    }
}
