package dev.headgate.cli.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A table whose columns line up. Column names that begin with {@code >} are aligned to the right, as figures are. Not
 * thread-safe.
 */
public final class TextTable {
    private static final String GAP = "  ";

    private final List<String> names;
    private final boolean[] right;
    private final List<List<String>> rows = new ArrayList<>();

    /** A table without rows. */
    public TextTable(String... columns) {
        right = new boolean[columns.length];
        names = new ArrayList<>();
        for (int i = 0; i < columns.length; i++) {
            right[i] = columns[i].startsWith(">");
            names.add(right[i] ? columns[i].substring(1) : columns[i]);
        }
    }

    /**
     * Adds a row.
     *
     * @throws IllegalArgumentException if there are not as many cells as columns
     */
    public TextTable row(String... cells) {
        if (cells.length != names.size()) {
            throw new IllegalArgumentException(
                    "a row of this table has " + names.size() + " cells, found " + Arrays.toString(cells));
        }
        rows.add(List.of(cells));
        return this;
    }

    /** The heading and the rows, without trailing spaces. */
    public List<String> lines(Palette palette) {
        int[] widths = new int[names.size()];
        rows.forEach(row -> widen(widths, row));
        widen(widths, names);
        List<String> lines = new ArrayList<>();
        lines.add(palette.dim(line(names, widths)));
        rows.forEach(row -> lines.add(line(row, widths)));
        return lines;
    }

    private static void widen(int[] widths, List<String> cells) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], Text.width(cells.get(i)));
        }
    }

    private String line(List<String> cells, int[] widths) {
        List<String> padded = new ArrayList<>();
        for (int i = 0; i < widths.length; i++) {
            padded.add(right[i] ? Text.right(cells.get(i), widths[i]) : Text.left(cells.get(i), widths[i]));
        }
        return String.join(GAP, padded).stripTrailing();
    }
}
