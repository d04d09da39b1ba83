package dev.headgate.benchmarks.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * What became of many rollouts of one kind.
 *
 * @param rollouts how many there were
 * @param secondsToFire how many seconds after the change those that fired took, in ascending order
 * @param firedBefore how many fired before the change
 */
record Cell(int rollouts, List<Long> secondsToFire, int firedBefore) {

    /** Builds the detector of one rollout. */
    @FunctionalInterface
    interface Looking {
        Detector at(SimulatedRollout rollout);
    }

    /**
     * Simulates in parallel; the same seed gives the same cell on any machine.
     *
     * @param changeAt when the canary becomes worse; those that fired earlier are counted apart
     * @param stageSeconds how far apart stages start
     */
    static Cell of(
            Release release, Looking looking, int rollouts, long seconds, long changeAt, long stageSeconds, long seed) {
        long[] fired = IntStream.range(0, rollouts)
                .parallel()
                .mapToLong(i -> run(
                        new SimulatedRollout(release, stageSeconds, seed * 1_000_003 + i), looking, seconds + changeAt))
                .toArray();
        long[] after = Arrays.stream(fired)
                .filter(at -> at >= changeAt)
                .map(at -> at - changeAt + 1)
                .sorted()
                .toArray();
        int before = (int)
                Arrays.stream(fired).filter(at -> at >= 0 && at < changeAt).count();
        return new Cell(rollouts, Arrays.stream(after).boxed().toList(), before);
    }

    private static long run(SimulatedRollout rollout, Looking looking, long seconds) {
        Detector detector = looking.at(rollout);
        for (long second = 0; second < seconds; second++) {
            if (detector.firesAt(rollout.next())) {
                return second;
            }
        }
        return -1;
    }

    /** The share of rollouts that ever fired, percent. */
    double everFired() {
        return 100.0 * (secondsToFire.size() + firedBefore) / rollouts;
    }

    /** The seconds by which a share of the rollouts had fired; empty if fewer ever did. */
    OptionalLong seconds(double share) {
        int rank = (int) Math.ceil(share * (rollouts - firedBefore));
        return rank <= secondsToFire.size() && rank > 0
                ? OptionalLong.of(secondsToFire.get(rank - 1))
                : OptionalLong.empty();
    }

    /** Median and 90th percentile as people read them. */
    String medianAndP90() {
        return text(0.5) + " (" + text(0.9) + ")";
    }

    private String text(double share) {
        OptionalLong seconds = seconds(share);
        return seconds.isPresent() ? String.format("%,d", seconds.getAsLong()).replace(',', ' ') : "never";
    }
}
