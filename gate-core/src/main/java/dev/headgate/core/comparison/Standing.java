package dev.headgate.core.comparison;

import dev.headgate.core.evidence.PairedCounts;
import dev.headgate.core.evidence.Tempering;
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
        Optional<PastLimit> past) {

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
