package dev.headgate.benchmarks.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The increments alone, summed from the first second, beside tests for one look that are repeated at each second. */
final class IncrementTables {

    private static final long SECONDS = 500;
    private static final double Z_5_PERCENT = 1.6448536269514722;
    private static final double Z_1_PERCENT = 2.3263478740408408;
    private static final double[][] SPLITS = {{100, 100}, {20, 180}};

    private IncrementTables() {}

    static void print(Table.Printing printing) {
        Table healthy = new Table(
                printing,
                "## The increment alone: healthy releases ever rolled back within 500 s, % (alpha 5 % / 1 %)",
                "test at each second",
                "50/50",
                "10/90");
        healthy.row("errors, p = 0.5 %", () -> errors(printing, 0), () -> errors(printing, 1));
        healthy.row("two-proportion z", () -> z(printing, 0), () -> z(printing, 1));
        healthy.row("latency", () -> latency(printing, 0), () -> latency(printing, 1));
        healthy.row("Mann-Whitney", () -> ranks(printing, 0), () -> ranks(printing, 1));
        found(printing);
    }

    private static String errors(Table.Printing printing, int split) {
        return pair(
                healthy(printing, split, Latencies.NONE, any -> ErrorComparison.plainSum(0.05)),
                healthy(printing, split, Latencies.NONE, any -> ErrorComparison.plainSum(0.01)));
    }

    private static String z(Table.Printing printing, int split) {
        return pair(
                healthy(printing, split, Latencies.NONE, any -> new TwoProportions(Z_5_PERCENT)),
                healthy(printing, split, Latencies.NONE, any -> new TwoProportions(Z_1_PERCENT)));
    }

    private static String latency(Table.Printing printing, int split) {
        return pair(
                healthy(printing, split, Latencies.SAME, rollout -> LatencyComparison.plainSum(rollout, 0.05)),
                healthy(printing, split, Latencies.SAME, rollout -> LatencyComparison.plainSum(rollout, 0.01)));
    }

    private static String ranks(Table.Printing printing, int split) {
        return pair(
                healthy(printing, split, Latencies.SAME, any -> new MannWhitney(Z_5_PERCENT)),
                healthy(printing, split, Latencies.SAME, any -> new MannWhitney(Z_1_PERCENT)));
    }

    private static Cell healthy(Table.Printing printing, int split, Latencies latencies, Cell.Looking looking) {
        return Cell.of(
                Release.healthy(SPLITS[split][0], SPLITS[split][1], 0.005).withLatencies(latencies, 0),
                looking,
                printing.rollouts(2_000),
                SECONDS,
                0,
                Long.MAX_VALUE,
                21);
    }

    private static void found(Table.Printing printing) {
        Table table = new Table(
                printing,
                "## The increment alone: median seconds / canary requests until a bad release is rolled back",
                "release",
                "50/50, alpha 5 %",
                "50/50, alpha 1 %",
                "10/90, alpha 5 %",
                "10/90, alpha 1 %");
        errors(table, printing, "errors 0.5 -> 1 %", 0.005, 0.01, 1_000);
        errors(table, printing, "errors 1 -> 5 %", 0.01, 0.05, SECONDS);
        for (Latencies kind : Latencies.WORSE) {
            row(
                    table,
                    kind.words(),
                    (split, alpha) -> text(
                            Cell.of(
                                    Release.healthy(split[0], split[1], 0).withLatencies(kind, 0),
                                    rollout -> LatencyComparison.plainSum(rollout, alpha),
                                    printing.rollouts(2_000),
                                    SECONDS,
                                    0,
                                    Long.MAX_VALUE,
                                    22),
                            split[0]));
        }
    }

    private static void errors(
            Table table, Table.Printing printing, String name, double before, double after, long seconds) {
        row(
                table,
                name,
                (split, alpha) -> text(
                        Cell.of(
                                Release.healthy(split[0], split[1], before).failing(after, 0),
                                any -> ErrorComparison.plainSum(alpha),
                                printing.rollouts(2_000),
                                seconds,
                                0,
                                Long.MAX_VALUE,
                                23),
                        split[0]));
    }

    /** A cell's text from a split and alpha. */
    @FunctionalInterface
    private interface CellText {
        String of(double[] split, double alpha);
    }

    private static void row(Table table, String name, CellText cell) {
        List<String> cells = new ArrayList<>(List.of(name));
        for (double[] split : SPLITS) {
            cells.add(cell.of(split, 0.05));
            cells.add(cell.of(split, 0.01));
        }
        table.row(cells);
    }

    private static String text(Cell cell, double canaryRate) {
        OptionalLong seconds = cell.seconds(0.5);
        return seconds.isPresent()
                ? seconds.getAsLong() + " / " + Math.round(seconds.getAsLong() * canaryRate)
                : "never";
    }

    private static String pair(Cell five, Cell one) {
        return WholeTables.percent(five) + " / " + WholeTables.percent(one);
    }
}
