package dev.headgate.benchmarks.statistics;

import dev.headgate.core.evidence.Increment;
import dev.headgate.core.evidence.LevelEvidence;
import dev.headgate.core.evidence.OddsRatio;
import dev.headgate.core.evidence.PairedCounts;
import dev.headgate.core.evidence.SlowRequest;
import dev.headgate.core.evidence.StartTimes;
import dev.headgate.core.evidence.Tempering;
import dev.headgate.core.evidence.Wallet;
import dev.headgate.schemas.sketch.LatencySketch;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;

/** The core's comparison of latencies over five quantiles, whole or as a plain sum of increments. */
final class LatencyComparison implements Detector {

    static final List<Double> QUANTILES = List.of(0.5, 0.75, 0.9, 0.95, 0.99);
    private static final int TRAILING_SECONDS = 60;

    private final List<LevelEvidence> levels;
    private final List<Tempering> tempering;
    private final double bar;
    private final boolean floor;
    private final Deque<LatencySketch> trailing = new ArrayDeque<>();
    private final LatencySketch earlier = new LatencySketch();

    private LatencyComparison(
            SimulatedRollout rollout,
            StartTimes startTimes,
            DoubleFunction<Tempering> tempering,
            double alpha,
            boolean floor) {
        levels = QUANTILES.stream()
                .map(any -> new LevelEvidence(new Increment.ByOdds(OddsRatio.worse(1)), startTimes))
                .toList();
        this.tempering = QUANTILES.stream().map(tempering::apply).toList();
        this.floor = floor;
        bar = Wallet.logBar(alpha);
        for (int i = 0; i < TRAILING_SECONDS; i++) {
            remember(rollout.earlierSecond());
        }
    }

    /** As it runs: start-time mixture, tempering by level, evidence floor. */
    static LatencyComparison whole(
            SimulatedRollout rollout, StartTimes startTimes, DoubleFunction<Tempering> tempering, double alpha) {
        return new LatencyComparison(rollout, startTimes, tempering, alpha, true);
    }

    /** The increments alone, summed from the first second. */
    static LatencyComparison plainSum(SimulatedRollout rollout, double alpha) {
        return new LatencyComparison(rollout, new StartTimes(1, 0, 0), any -> new Tempering(1, 0), alpha, false);
    }

    @Override
    public boolean firesAt(Second second) {
        for (int i = 0; i < levels.size(); i++) {
            if (second.startsStage()) {
                levels.get(i).startStage(tempering.get(i));
            }
            PairedCounts counts = SlowRequest.of(earlier, QUANTILES.get(i), 0, SlowRequest.Asking.WORSE)
                    .map(slow -> slow.counts(second.canary(), second.baseline()))
                    .orElse(PairedCounts.NONE);
            levels.get(i).add(counts, tempering.get(i));
        }
        remember(second.baseline());
        return Wallet.logMean(IntStream.range(0, levels.size())
                        .mapToDouble(i -> floor
                                ? levels.get(i).logEvidenceToAct()
                                : levels.get(i).logEvidence())
                        .toArray())
                >= bar;
    }

    private void remember(LatencySketch second) {
        earlier.add(second);
        trailing.addLast(second);
        if (trailing.size() > TRAILING_SECONDS) {
            earlier.subtract(trailing.removeFirst());
        }
    }
}
