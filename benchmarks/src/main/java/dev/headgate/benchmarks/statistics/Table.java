package dev.headgate.benchmarks.statistics;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A table in Markdown whose rows are printed as they are known. */
final class Table {

    private final Printing printing;

    /**
     * Where tables go.
     *
     * @param out for the tables
     * @param progress for what is being simulated
     * @param share of the rollouts of a full run, 0 to 1
     */
    record Printing(PrintStream out, PrintStream progress, double share) {

        int rollouts(int ofFullRun) {
            return Math.max(2, (int) Math.round(ofFullRun * share));
        }
    }

    Table(Printing printing, String title, String... columns) {
        this.printing = printing;
        printing.out().println("\n" + title + "\n");
        row(List.of(columns));
        row(List.of(columns).stream().map(column -> "---").toList());
    }

    void row(List<String> cells) {
        printing.out().println("| " + String.join(" | ", cells) + " |");
        printing.out().flush();
    }

    /** A row of which each cell is simulated when its turn comes. */
    @SafeVarargs
    final void row(String name, Supplier<String>... cells) {
        List<String> texts = new ArrayList<>(List.of(name));
        for (Supplier<String> cell : cells) {
            long begun = System.nanoTime();
            texts.add(cell.get());
            printing.progress()
                    .printf("%s: %s, %.1f s%n", name, texts.get(texts.size() - 1), (System.nanoTime() - begun) / 1e9);
        }
        row(texts);
    }
}
