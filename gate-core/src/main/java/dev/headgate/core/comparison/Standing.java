package dev.headgate.core.comparison;

import dev.headgate.core.evidence.PairedCounts;
import dev.headgate.core.evidence.Tempering;
import dev.headgate.schemas.model.UndecidedCause;
import java.util.List;
import java.util.Optional;

/**
 * Where a line that is judged by evidence stands.
 *
 * @param against whether the evidence speaks against the canary; once it does, it does for the rest of the rollout
 * @param shown whether it is shown at this moment that the canary is as the line asks; only of an advance line
 * @param logEvidence the logarithm of the line's own evidence: against the canary, or of an advance line for it
 * @param logShared the logarithm of what is held against the bar
 * @param logBar the logarithm of the bar
 * @param contributor the level that says most
 * @param tempering by how much that level is tempered
 * @param counts requests of both sides that were compared
 * @param paired whether it compares with the baseline
 * @param operations what is said of single operations
 * @param withheld why nothing is concluded from it at this moment
 * @param beyondPlan whether the rollout has lasted for longer than its policy plans, so that false alarms are bounded by
 *     time: once a year at a chance of 1 %
 * @param past what the past allows on the contributor's level, if it compares with the past and that is known
 */
public record Standing(
        boolean against,
        boolean shown,
        double logEvidence,
        double logShared,
        double logBar,
        String contributor,
        Tempering tempering,
        PairedCounts counts,
        boolean paired,
        Operations operations,
        Optional<UndecidedCause> withheld,
        boolean beyondPlan,
        Optional<PastLimit> past) {

    /**
     * What is said of single operations.
     *
     * @param contributor the operation that says most, or for an advance the one that is shown least; empty if all together
     *     say more, or are not shown themselves
     * @param ofContributor its requests that were compared
     * @param compared how many operations are compared by themselves; 0 if the line does not ask for it
     * @param tooFew those that are not judged by themselves for too few requests, of an advance line; by name
     */
    public record Operations(
            Optional<String> contributor, PairedCounts ofContributor, int compared, List<String> tooFew) {

        /** Copies the list. */
        public Operations {
            tooFew = List.copyOf(tooFew);
        }
    }

    /** The quantile that the contributor is; the median if it is none. */
    public double quantile() {
        return contributor.startsWith("p") ? Double.parseDouble(contributor.substring(1)) / 100 : 0.5;
    }

    /** Whether the past holds so many requests. */
    public boolean knowsPast(long fewest) {
        return past.map(limit -> limit.requests() >= fewest).orElse(false);
    }

    /** The line's own evidence as a number, at most 1e300. */
    public double evidence() {
        return number(logEvidence);
    }

    /** What is held against the bar, as a number. */
    public double sharedEvidence() {
        return number(logShared);
    }

    /** The bar as a number. */
    public double bar() {
        return number(logBar);
    }

    private static double number(double logarithm) {
        return logarithm > 690 ? 1e300 : StrictMath.exp(logarithm);
    }
}
