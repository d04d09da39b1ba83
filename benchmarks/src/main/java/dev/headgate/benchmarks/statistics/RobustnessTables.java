package dev.headgate.benchmarks.statistics;

import dev.headgate.core.evidence.StartTimes;
import dev.headgate.core.evidence.Tempering;
import java.time.Duration;

/** What breaks judges: a shared outage while the share of the traffic moves, clusters of failures, lost telemetry. */
final class RobustnessTables {

    private static final double[] SHARES = {0.01, 0.05, 0.1, 0.25, 0.5};
    private static final long STAGE = 100;
    private static final StartTimes WEIGHTS = StartTimes.ofRollout(Duration.ofHours(2), 4);

    private RobustnessTables() {}

    static void print(Table.Printing printing) {
        sharedBurst(printing);
        clusters(printing);
        lostTelemetry(printing);
    }

    private static void sharedBurst(Table.Printing printing) {
        Table table = new Table(
                printing,
                "## Both versions fail five times as often and are twice as slow for 40 s while the share goes 1, 5, 10, 25, 50 %: healthy releases rolled"
                        + " back, % (alpha 5 %)",
                "test",
                "ever fired");
        Release release = Release.healthy(0, 0, 0.005)
                .withRates(second -> 200 * share(second), second -> 200 * (1 - share(second)))
                .withErrors(second -> bursts(second) ? 0.025 : 0.005)
                .slowedBy(second -> bursts(second) ? 2 : 1);
        table.row("ours, plain sum", () -> fired(printing, release, any -> ErrorComparison.plainSum(0.05)));
        table.row(
                "ours, whole",
                () -> fired(printing, release, any -> ErrorComparison.whole(WEIGHTS, Tempering.byDefault(0), 0.05)));
        table.row("two-proportion z", () -> fired(printing, release, any -> new TwoProportions(1.6448536269514722)));
        Release slow = release.withLatencies(Latencies.SAME, 0);
        table.row(
                "latency: ours, plain sum",
                () -> fired(printing, slow, rollout -> LatencyComparison.plainSum(rollout, 0.05)));
        table.row("latency: Mann-Whitney", () -> fired(printing, slow, any -> new MannWhitney(1.6448536269514722)));
        table.row(
                "latency: sequential Kolmogorov-Smirnov",
                () -> fired(printing, slow, any -> new SequentialKolmogorovSmirnov(0.05)));
    }

    private static double share(long second) {
        return SHARES[(int) Math.min(4, second / STAGE)];
    }

    private static boolean bursts(long second) {
        return second >= 420 && second < 460;
    }

    private static void clusters(Table.Printing printing) {
        Table table = new Table(
                printing,
                "## Failures in clusters: healthy releases rolled back within 500 s, % (100/100, errors 0.5 %, alpha 5 %)",
                "cluster",
                "not tempered",
                "tempered");
        for (int cluster : new int[] {1, 2, 5}) {
            Release release = Release.healthy(100, 100, 0.005).inClustersOf(cluster);
            table.row(
                    Integer.toString(cluster),
                    () -> fired(printing, release, any -> ErrorComparison.plainSum(0.05)),
                    () -> fired(
                            printing,
                            release,
                            rollout -> ErrorComparison.whole(
                                    new StartTimes(1, 0, 0), rollout.temperingOfErrors(120), 0.05)));
        }
    }

    private static void lostTelemetry(Table.Printing printing) {
        Table table = new Table(
                printing,
                "## 10 % of the canary's successes lost: releases rolled back within an hour, % (alpha 1 %)",
                "errors",
                "100/100",
                "20/180");
        for (double errors : new double[] {0.005, 0.02}) {
            table.row(
                    errors * 100 + " %", () -> lost(printing, 100, 100, errors), () -> lost(printing, 20, 180, errors));
        }
    }

    private static String lost(Table.Printing printing, double canary, double baseline, double errors) {
        return WholeTables.percent(Cell.of(
                Release.healthy(canary, baseline, errors).losing(0.1),
                WholeTables.errorsWhole(),
                printing.rollouts(500),
                3_600,
                0,
                1_800,
                31));
    }

    private static String fired(Table.Printing printing, Release release, Cell.Looking looking) {
        return WholeTables.percent(Cell.of(release, looking, printing.rollouts(1_000), 5 * STAGE, 0, STAGE, 32));
    }
}
