package dev.headgate.core.comparison;

import dev.headgate.core.evidence.Wallet;
import java.util.List;

/**
 * The one chance of a false alarm that all comparisons of a rollout have together, and which of them may speak for it. Not
 * thread-safe.
 */
final class SharedChance {

    /** The chance that is left to comparisons under {@code advance}, where there are any. */
    private static final double SHARE_OF_ADVANCE = 0.1;

    private final List<LineEvidence> lines;

    SharedChance(List<LineEvidence> lines) {
        this.lines = lines;
    }

    /** When a bar is reached, the line in force that says most speaks, and every line that would reach it alone. */
    void speak(List<LineEvidence> inForce) {
        speak(inForce, false);
        speak(inForce, true);
        inForce.stream()
                .filter(line -> line.question().ownAlpha().isPresent())
                .forEach(line -> line.speak(line.logAgainst() >= bar(line), line.logAgainst()));
    }

    /** The logarithm of what a line's evidence against the canary has to reach. */
    double bar(LineEvidence line) {
        return Wallet.logBar(
                line.question().ownAlpha().orElseGet(() -> alpha(line.line().advance())));
    }

    private void speak(List<LineEvidence> inForce, boolean advance) {
        double shared = logShared(inForce, advance);
        List<LineEvidence> candidates =
                inForce.stream().filter(line -> line.shares(advance)).toList();
        double most =
                candidates.stream().mapToDouble(LineEvidence::logAgainst).max().orElse(0);
        double lots = StrictMath.log((double) sharing(advance).size());
        for (LineEvidence line : candidates) {
            boolean loudest = shared >= bar(line) && line.logAgainst() == most;
            line.speak(loudest || line.logAgainst() - lots >= bar(line), shared);
        }
    }

    private List<LineEvidence> sharing(boolean advance) {
        return lines.stream().filter(line -> line.shares(advance)).toList();
    }

    /**
     * Lines of other stages count with what they lost, but not with what they won: they must not let a line speak that has
     * nothing to say itself. To count less than what was won keeps the chance of a false alarm.
     */
    private double logShared(List<LineEvidence> inForce, boolean advance) {
        return Wallet.logMean(sharing(advance).stream()
                .mapToDouble(line -> inForce.contains(line) ? line.logAgainst() : Math.min(0, line.logAgainst()))
                .toArray());
    }

    /** What stops and what may fail a stage never have more than the rollout's chance of a false alarm together. */
    private double alpha(boolean advance) {
        if (advance) {
            return Wallet.DEFAULT_ALPHA * SHARE_OF_ADVANCE;
        }
        boolean withPast = lines.stream().anyMatch(line -> line.line().comparesWithPast());
        return Wallet.DEFAULT_ALPHA * (sharing(true).isEmpty() ? 1 : 1 - SHARE_OF_ADVANCE)
                - (withPast ? OwnPast.ALPHA : 0);
    }
}
