package dev.headgate.benchmarks.statistics;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Prints the tables of docs/benchmarks/STATISTICS.md: {@code benchmarks/run statistics [share of the rollouts]}. Takes
 * about half an hour on two cores; a share of 0.1 takes a few minutes and gives rougher numbers.
 */
public final class StatisticsTables {

    private StatisticsTables() {}

    /** Prints all tables, with progress on the error stream. */
    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT);
        double share = arguments.length > 0 ? Double.parseDouble(arguments[0]) : 1;
        print(System.out, System.err, share);
    }

    /** Prints all tables with a share of the rollouts. */
    static void print(PrintStream out, PrintStream progress, double share) {
        Table.Printing printing = new Table.Printing(out, progress, share);
        WholeTables.print(printing);
        IncrementTables.print(printing);
        RobustnessTables.print(printing);
    }
}
