package dev.headgate.cli.backtest;

import static dev.headgate.cli.backtest.Html.text;

import dev.headgate.cli.terminal.Figures;
import dev.headgate.core.backtest.BacktestResult;
import dev.headgate.core.backtest.HistoryBucket;
import dev.headgate.core.backtest.VersionTotals;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** The charts' figures as a table, for those who do not see charts. */
final class FiguresTable {

    private static final int MOST_ROWS = 200;

    private FiguresTable() {}

    static String of(BacktestResult result) {
        StringBuilder table =
                new StringBuilder("<div class=\"wide\" tabindex=\"0\"><table class=\"figures\"><tr><th>UTC</th>");
        for (String version : List.of(result.canary(), result.baseline())) {
            for (String column : List.of("requests", "errors", "p50", "p95", "p99")) {
                table.append("<th>")
                        .append(text(version))
                        .append(' ')
                        .append(column)
                        .append("</th>");
            }
        }
        table.append("</tr>\n");
        List<HistoryBucket> history = result.history();
        int step = Math.max(1, (history.size() + MOST_ROWS - 1) / MOST_ROWS);
        for (int i = 0; i < history.size(); i += step) {
            HistoryBucket bucket = history.get(i);
            table.append("<tr><td>")
                    .append(Instant.ofEpochSecond(bucket.fromSecond()))
                    .append("</td>");
            cells(table, bucket.of(result.canary()));
            cells(table, bucket.of(result.baseline()));
            table.append("</tr>\n");
        }
        table.append("</table></div>");
        String each = "Each row is " + (history.isEmpty() ? 1 : history.get(0).seconds()) + " s"
                + (step > 1 ? ", one of " + step : "") + ".";
        return "<p class=\"soft\">" + each + "</p>" + table;
    }

    private static void cells(StringBuilder table, Optional<VersionTotals> totals) {
        long requests = totals.map(VersionTotals::requests).orElse(0L);
        OptionalDouble errors = requests == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) totals.orElseThrow().errors() / requests);
        cell(table, Figures.count(requests));
        cell(table, Figures.share(errors));
        for (double quantile : new double[] {0.5, 0.95, 0.99}) {
            OptionalLong micros =
                    totals.map(each -> each.latencies().quantile(quantile)).orElse(OptionalLong.empty());
            cell(
                    table,
                    Figures.latency(
                            micros.isPresent()
                                    ? OptionalDouble.of((double) micros.getAsLong())
                                    : OptionalDouble.empty()));
        }
    }

    private static void cell(StringBuilder table, String content) {
        table.append("<td>").append(content).append("</td>");
    }
}
