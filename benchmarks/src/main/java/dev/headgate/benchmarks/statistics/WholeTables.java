package dev.headgate.benchmarks.statistics;

import dev.headgate.core.evidence.StartTimes;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/** The judge's comparisons as they run: mixture over start times, tempering learned from two hours, evidence floor. */
final class WholeTables {

    private static final double ALPHA = 0.01;
    private static final int PAIRS = 120;
    private static final long STAGE = 1_800;
    private static final long HOUR = 3_600;
    private static final long DAY = 86_400;
    private static final StartTimes WEIGHTS = StartTimes.ofRollout(Duration.ofHours(30), 59);
    private static final double[][] SPLITS = {{100, 100}, {20, 180}, {2, 198}};

    private WholeTables() {}

    static void print(Table.Printing printing) {
        healthy(printing);
        errors(printing);
        latencies(printing);
    }

    static Cell.Looking errorsWhole() {
        return rollout -> ErrorComparison.whole(WEIGHTS, rollout.temperingOfErrors(PAIRS), ALPHA);
    }

    static Cell.Looking latenciesWhole() {
        return rollout ->
                LatencyComparison.whole(rollout, WEIGHTS, quantile -> rollout.temperingOfLevel(quantile, PAIRS), ALPHA);
    }

    private static void healthy(Table.Printing printing) {
        Table table = new Table(
                printing,
                "## The whole: healthy releases ever rolled back, % (alpha 1 %)",
                "release",
                "100/100",
                "20/180",
                "2/198");
        table.row("errors 0.5 %, 1 h", eachSplit(split -> healthyErrors(printing, split, 1, HOUR, 1_000)));
        table.row("errors 0.5 %, 4 h", eachSplit(split -> healthyErrors(printing, split, 1, 4 * HOUR, 1_000)));
        table.row(
                "errors 0.5 % in clusters of five, 4 h",
                eachSplit(split -> healthyErrors(printing, split, 5, 4 * HOUR, 1_000)));
        table.row(
                "latency, 1 h",
                eachSplit(split -> percent(Cell.of(
                        Release.healthy(split[0], split[1], 0).withLatencies(Latencies.SAME, 0),
                        latenciesWhole(),
                        printing.rollouts(300),
                        HOUR,
                        0,
                        STAGE,
                        11))));
    }

    private static String healthyErrors(Table.Printing printing, double[] split, int cluster, long seconds, int full) {
        return percent(Cell.of(
                Release.healthy(split[0], split[1], 0.005).inClustersOf(cluster),
                errorsWhole(),
                printing.rollouts(full),
                seconds,
                0,
                STAGE,
                1));
    }

    private static void errors(Table.Printing printing) {
        Table table = new Table(
                printing,
                "## The whole: median (p90) seconds until a bad release is rolled back, errors",
                "release",
                "100/100",
                "20/180",
                "2/198");
        table.row("0.5 -> 1 %, from the start", eachSplit(split -> found(printing, split, 0.005, 0.01, 1, 0, 1_000)));
        table.row("0.5 -> 5 %, from the start", eachSplit(split -> found(printing, split, 0.005, 0.05, 1, 0, 1_000)));
        table.row("1 -> 5 %, from the start", eachSplit(split -> found(printing, split, 0.01, 0.05, 1, 0, 1_000)));
        table.row(
                "0.5 -> 5 %, after a healthy hour",
                eachSplit(split -> found(printing, split, 0.005, 0.05, 1, HOUR, 500)));
        table.row(
                "0.5 -> 1 %, after a healthy hour",
                eachSplit(split -> found(printing, split, 0.005, 0.01, 1, HOUR, 500)));
        table.row(
                "0.5 -> 5 %, after a healthy day",
                eachSplit(split -> found(printing, split, 0.005, 0.05, 1, DAY, 100)));
        table.row(
                "0.5 -> 5 % in clusters of five", eachSplit(split -> found(printing, split, 0.005, 0.05, 5, 0, 1_000)));
    }

    private static String found(
            Table.Printing printing, double[] split, double before, double after, int cluster, long from, int full) {
        return Cell.of(
                        Release.healthy(split[0], split[1], before)
                                .failing(after, from)
                                .inClustersOf(cluster),
                        errorsWhole(),
                        printing.rollouts(full),
                        8 * HOUR,
                        from,
                        STAGE,
                        2)
                .medianAndP90();
    }

    private static void latencies(Table.Printing printing) {
        Table table = new Table(
                printing,
                "## The whole: median (p90) seconds until a bad release is rolled back, latency",
                "release",
                "100/100",
                "20/180");
        for (Latencies kind : Latencies.WORSE) {
            table.row(
                    kind.words() + ", from the start",
                    () -> slow(printing, 100, 100, kind, 0, 300),
                    () -> slow(printing, 20, 180, kind, 0, 300));
        }
        table.row(
                Latencies.ALL_TIMES_1_2.words() + ", after a healthy hour",
                () -> slow(printing, 100, 100, Latencies.ALL_TIMES_1_2, HOUR, 100),
                () -> slow(printing, 20, 180, Latencies.ALL_TIMES_1_2, HOUR, 100));
        table.row(
                Latencies.TAIL_PLUS_20_PERCENT.words() + ", after a healthy hour",
                () -> slow(printing, 100, 100, Latencies.TAIL_PLUS_20_PERCENT, HOUR, 100),
                () -> slow(printing, 20, 180, Latencies.TAIL_PLUS_20_PERCENT, HOUR, 100));
    }

    private static String slow(
            Table.Printing printing, double canary, double baseline, Latencies kind, long from, int full) {
        return Cell.of(
                        Release.healthy(canary, baseline, 0).withLatencies(kind, from),
                        latenciesWhole(),
                        printing.rollouts(full),
                        HOUR,
                        from,
                        STAGE,
                        3)
                .medianAndP90();
    }

    static String percent(Cell cell) {
        return String.format("%.2f", cell.everFired());
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Supplier<String>[] eachSplit(Function<double[], String> cell) {
        Supplier[] cells = new Supplier[SPLITS.length];
        for (int i = 0; i < cells.length; i++) {
            double[] split = SPLITS[i];
            cells[i] = () -> cell.apply(split);
        }
        return cells;
    }
}
