package dev.headgate.benchmarks.throughput;

import dev.headgate.benchmarks.throughput.input.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Results as a lined-up table. */
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
            "heap MB",
            "B/series",
            "counts");

    private ResultTable() {}

    /** One line per result below the columns' names. */
    static List<String> lines(List<Result> results) {
        List<List<String>> rows = new ArrayList<>(List.of(COLUMNS));
        results.stream().map(result -> row(result, results)).forEach(rows::add);
        int[] widths = new int[COLUMNS.size()];
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static List<String> row(Result result, List<Result> all) {
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
                ratio(cpu, cheapest(all, cell.input(), cell.series(), List.of(Contender.FLOOR), 1)),
                inverse(
                        cpu,
                        cheapest(
                                all,
                                cell.input(),
                                cell.series(),
                                List.of(Contender.NAIVE, Contender.REPARTITION),
                                cell.threads())),
                inverse(
                        cpu,
                        cheapest(
                                all,
                                cell.input(),
                                cell.series(),
                                List.of(Contender.FLINK, Contender.FLINK_1S),
                                cell.threads())),
                "%,.2f M".formatted(1 / cpu),
                Long.toString(result.heapMegabytes()),
                result.stateBytesPerSeries() == 0 ? "" : Long.toString(result.stateBytesPerSeries()),
                result.wrong().isEmpty() ? "exact" : "WRONG: " + result.wrong());
    }

    /** The least CPU that any of some contenders took: a rival is given its better variant. */
    private static Optional<Double> cheapest(
            List<Result> all, Input input, int series, List<Contender> of, int threads) {
        return all.stream()
                .filter(result -> result.cell().input() == input
                        && result.cell().series() == series
                        && result.cell().threads() == threads
                        && of.contains(result.cell().contender()))
                .map(Result::cpuPerMillion)
                .min(Double::compare);
    }

    private static String ratio(double cpu, Optional<Double> reference) {
        return reference.map(other -> "%.2f".formatted(cpu / other)).orElse("");
    }

    private static String inverse(double cpu, Optional<Double> reference) {
        return reference.map(other -> "%.1f".formatted(other / cpu)).orElse("");
    }

    private static String number(double value) {
        return value >= 10 ? "%.1f".formatted(value) : value >= 0.1 ? "%.2f".formatted(value) : "%.4f".formatted(value);
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = cells.get(column);
            boolean text = column == 0 || column == 3 || column == widths.length - 1;
            String padding = " ".repeat(widths[column] - cell.length());
            line.append(column == 0 ? "" : "  ").append(text ? cell + padding : padding + cell);
        }
        return line.toString().stripTrailing();
    }
}
