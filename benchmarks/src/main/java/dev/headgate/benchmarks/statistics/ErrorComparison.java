package dev.headgate.benchmarks.statistics;

import dev.headgate.core.evidence.Increment;
import dev.headgate.core.evidence.LevelEvidence;
import dev.headgate.core.evidence.OddsRatio;
import dev.headgate.core.evidence.StartTimes;
import dev.headgate.core.evidence.Tempering;
import dev.headgate.core.evidence.Wallet;

/** The core's comparison of errors, whole or as a plain sum of increments. */
final class ErrorComparison implements Detector {

    private final LevelEvidence evidence;
    private final Tempering tempering;
    private final double bar;
    private final boolean floor;

    private ErrorComparison(LevelEvidence evidence, Tempering tempering, double alpha, boolean floor) {
        this.evidence = evidence;
        this.tempering = tempering;
        this.floor = floor;
        bar = Wallet.logBar(alpha);
    }

    /** As it runs: start-time mixture, tempering, evidence floor. */
    static ErrorComparison whole(StartTimes startTimes, Tempering tempering, double alpha) {
        return new ErrorComparison(
                new LevelEvidence(new Increment.ByOdds(OddsRatio.worse(1)), startTimes), tempering, alpha, true);
    }

    /** The increments alone, summed from the first second. */
    static ErrorComparison plainSum(double alpha) {
        return new ErrorComparison(
                new LevelEvidence(new Increment.ByOdds(OddsRatio.worse(1)), new StartTimes(1, 0, 0)),
                new Tempering(1, 0),
                alpha,
                false);
    }

    @Override
    public boolean firesAt(Second second) {
        if (second.startsStage()) {
            evidence.startStage(tempering);
        }
        evidence.add(second.errors(), tempering);
        return (floor ? evidence.logEvidenceToAct() : evidence.logEvidence()) >= bar;
    }
}
