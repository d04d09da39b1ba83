package dev.headgate.console.model;

import java.util.Set;

/**
 * What one batch of the log has changed.
 *
 * @param version the read model's version since
 * @param rollouts ids of the rollouts that look otherwise
 * @param decisions ids of the decisions that are new
 */
public record Change(long version, Set<String> rollouts, Set<String> decisions) {

    /** Copies the sets. */
    public Change {
        rollouts = Set.copyOf(rollouts);
        decisions = Set.copyOf(decisions);
    }
}
