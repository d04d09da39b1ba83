package dev.headgate.it.speed;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * What a program of measurements ends with: a table in Markdown, to be put into docs/PERFORMANCE.md as it is, and how busy the
 * machine was with other things. Not thread-safe.
 */
final class PastedTable {

    private final double loadBefore = load();
    private final long begun = System.nanoTime();
    private final List<String> lines = new ArrayList<>();

    /** Begins with the machine's load. */
    PastedTable(String... columns) {
        row(columns);
        lines.add("|" + String.join("|", Collections.nCopies(columns.length, "---")) + "|");
    }

    void row(String... cells) {
        lines.add("| " + String.join(" | ", cells) + " |");
    }

    /** Prints it, with the machine's load at the end. */
    void print(PrintStream out) {
        out.println();
        lines.forEach(out::println);
        out.printf(
                Locale.ROOT,
                "%nLoad of the machine at the start %.2f, at the end %.2f; %d s in all.%n",
                loadBefore,
                load(),
                (System.nanoTime() - begun) / 1_000_000_000);
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
