package dev.headgate.core.assess;

import java.util.List;

/**
 * All runs of one case.
 *
 * @param name what is wrong with the canary, for people; a healthy one is a case too
 * @param truth how the canary really is
 * @param runs what came of them, those that were over before the regression began among them
 */
public record AssessedCase(String name, Truth truth, List<RunRecord> runs) {

    /** Copies the list. */
    public AssessedCase {
        runs = List.copyOf(runs);
    }

    /** The runs that reached the beginning of the regression. */
    List<RunRecord> begun() {
        return runs.stream().filter(RunRecord::onset).toList();
    }

    /** All of it summed up. */
    public CaseSummary summary() {
        return CaseSummary.of(runs);
    }
}
