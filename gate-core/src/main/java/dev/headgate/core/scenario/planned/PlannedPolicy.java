package dev.headgate.core.scenario.planned;

import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.PolicyText;

/**
 * A policy that somebody brings under way.
 *
 * @param policy what was read
 * @param text the policy as it was written
 */
public record PlannedPolicy(Policy policy, PolicyText text) {}
