package dev.headgate.core.rollout;

import dev.headgate.schemas.model.Weight;
import java.time.Instant;

/**
 * A shift that was decided and that nobody has confirmed yet.
 *
 * @param decisionId the decision
 * @param to the weight it leads to
 * @param decidedAt when it was decided
 * @param overdueTold whether people have been told that it takes too long
 */
public record PendingShift(String decisionId, Weight to, Instant decidedAt, boolean overdueTold) {}
