package dev.headgate.benchmarks.throughput;

import dev.headgate.benchmarks.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/** Results as a table. */
final class ResultTable {

    private static final List<String> COLUMNS = List.of(
            "input",
            "series",
            "threads",
            "contender",
            "events/s",
            "CPU s per M",
            "spread",
            "to floor",
            "naive ÷",
            "Flink ÷",
            "per core·s",
            "B packed",
            "heap MB",
            "B/series",
            "counts");

    private ResultTable() {}

    /** One row per result below the columns' names. */
    static TextTable of(List<Result> results) {
        List<List<String>> rows = new ArrayList<>(List.of(COLUMNS));
        results.stream().map(result -> row(result, new Results(results))).forEach(rows::add);
        return new TextTable(rows, Set.of(0, 3, COLUMNS.size() - 1));
    }

    private static List<String> row(Result result, Results all) {
        Cell cell = result.cell();
        double cpu = result.cpuPerMillion();
        return List.of(
                cell.input().word(),
                Integer.toString(cell.series()),
                Integer.toString(cell.threads()),
                cell.contender().word(),
                "%,.0f".formatted(result.requestsPerSecond()).replace(',', ' '),
                number(cpu),
                "%.0f %%".formatted(result.spread() * 100),
                ratio(cpu, all.cpu(cell.input(), cell.series(), Results.FLOOR, 1)),
                inverse(cpu, all.cpu(cell.input(), cell.series(), Results.NAIVE, cell.threads())),
                inverse(cpu, all.cpu(cell.input(), cell.series(), Results.FLINK, cell.threads())),
                "%,.2f M".formatted(1 / cpu),
                "%.1f".formatted(result.logBytesPerRequest()),
                Long.toString(result.heapMegabytes()),
                result.stateBytesPerSeries() == 0 ? "" : Long.toString(result.stateBytesPerSeries()),
                result.wrong().isEmpty() ? "exact" : "WRONG: " + result.wrong());
    }

    private static String ratio(double cpu, OptionalDouble reference) {
        return reference.isEmpty() ? "" : "%.2f".formatted(cpu / reference.getAsDouble());
    }

    private static String inverse(double cpu, OptionalDouble reference) {
        return reference.isEmpty() ? "" : "%.1f".formatted(reference.getAsDouble() / cpu);
    }

    private static String number(double value) {
        return value >= 10 ? "%.1f".formatted(value) : value >= 0.1 ? "%.2f".formatted(value) : "%.4f".formatted(value);
    }
}
