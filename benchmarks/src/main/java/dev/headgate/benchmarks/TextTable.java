package dev.headgate.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table of texts, lined up for a terminal or as Markdown.
 *
 * @param rows all of the same length, the columns' names first
 * @param words columns that are read from the left; the others hold figures
 */
public record TextTable(List<List<String>> rows, Set<Integer> words) {

    /** Copies the collections. */
    public TextTable {
        rows = rows.stream().map(List::copyOf).toList();
        words = Set.copyOf(words);
    }

    /** One line per row. */
    public List<String> lines() {
        int[] widths = widths();
        return rows.stream()
                .map(row -> String.join("  ", padded(row, widths)).stripTrailing())
                .toList();
    }

    /** The same in Markdown, lined up too. */
    public List<String> markdown() {
        int[] widths = widths();
        List<String> lines = new ArrayList<>();
        rows.forEach(row -> lines.add("| " + String.join(" | ", padded(row, widths)) + " |"));
        lines.add(
                1,
                IntStream.range(0, widths.length)
                        .mapToObj(column -> words.contains(column) ? "---" : "---:")
                        .collect(Collectors.joining("|", "|", "|")));
        return lines;
    }

    private int[] widths() {
        return IntStream.range(0, rows.get(0).size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
    }

    private List<String> padded(List<String> row, int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(column -> {
                    String padding = " ".repeat(widths[column] - row.get(column).length());
                    return words.contains(column) ? row.get(column) + padding : padding + row.get(column);
                })
                .toList();
    }
}
