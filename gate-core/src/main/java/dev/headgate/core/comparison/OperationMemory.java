package dev.headgate.core.comparison;

import dev.headgate.core.evidence.LevelEvidence;
import java.util.List;

/**
 * What has to be remembered of one operation that a line compares by itself.
 *
 * @param line the line's place in the policy
 * @param operation the operation
 * @param place its place in the order of appearance, from 1
 * @param against of each level that speaks against the canary
 * @param proof of each level that speaks for it
 */
public record OperationMemory(
        String line, String operation, int place, List<LevelEvidence.State> against, List<LevelEvidence.State> proof) {

    /** Copies the lists. */
    public OperationMemory {
        against = List.copyOf(against);
        proof = List.copyOf(proof);
    }
}
