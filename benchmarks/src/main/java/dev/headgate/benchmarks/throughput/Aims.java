package dev.headgate.benchmarks.throughput;

import dev.headgate.benchmarks.TextTable;
import dev.headgate.benchmarks.throughput.input.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** What the gate is meant to reach, and what of it a run has reached. */
final class Aims {

    private static final int SERIES = 100;
    private static final List<Contender> GATE = List.of(Contender.GATE);

    private final Results results;

    private Aims(Results results) {
        this.results = results;
    }

    /**
     * One aim.
     *
     * @param what is compared
     * @param least whether the limit is the least that is wanted; otherwise it is the most
     * @param limit what is wanted
     * @param unit of both figures
     * @param reached the figure of the run; empty if what it needs was not measured
     */
    record Aim(String what, boolean least, double limit, String unit, OptionalDouble reached) {

        /** {@code met}, {@code missed}, or {@code not measured}. */
        String verdict() {
            if (reached.isEmpty()) {
                return "not measured";
            }
            double figure = reached.getAsDouble();
            return (least ? figure >= limit : figure <= limit) ? "met" : "missed";
        }

        private List<String> row() {
            String wanted = limit == Math.rint(limit) ? Long.toString((long) limit) : Double.toString(limit);
            String figure = reached.isEmpty() ? "" : String.format(Locale.ROOT, "%.2f%s", reached.getAsDouble(), unit);
            return List.of(what, (least ? "≥ " : "≤ ") + wanted + unit, figure, verdict());
        }
    }

    /** All of them. */
    static List<Aim> of(List<Result> results) {
        return new Aims(new Results(results)).all();
    }

    /** All of them as a table. */
    static TextTable table(List<Result> results) {
        List<List<String>> rows = new ArrayList<>(List.of(List.of("aim", "wanted", "reached", "verdict")));
        of(results).forEach(aim -> rows.add(aim.row()));
        return new TextTable(rows, Set.of(0, 3));
    }

    private List<Aim> all() {
        return List.of(
                most("one event per record: gate over floor", 2, " ×", toFloor(Input.EVENTS)),
                most("20 events per record: gate over floor", 1.3, " ×", toFloor(Input.BATCHES)),
                least("one event per record: naive job over gate", 40, " ×", toGate(Input.EVENTS, Results.NAIVE)),
                least("one event per record: Flink over gate", 1.5, " ×", toGate(Input.EVENTS, Results.FLINK)),
                least("20 events per record: Flink over gate", 3, " ×", toGate(Input.BATCHES, Results.FLINK)),
                least("summaries: requests/s that they stand for, per core", 20, " M", perCore(Input.SUMMARIES)),
                most("events: CPU each, dearest over cheapest of 1 to 10 000 series, less 1", 30, " %", acrossSeries()),
                most("events: CPU each grows from one thread to two by", 15, " %", growth(Contender.GATE, 2)),
                most("events: CPU each grows from one instance to two by", 15, " %", growth(Contender.TWO_GATES, 1)));
    }

    private OptionalDouble toFloor(Input input) {
        return ratio(results.cpu(input, SERIES, GATE, 1), results.cpu(input, SERIES, Results.FLOOR, 1));
    }

    private OptionalDouble toGate(Input input, List<Contender> rival) {
        return ratio(results.cpu(input, SERIES, rival, 1), results.cpu(input, SERIES, GATE, 1));
    }

    private OptionalDouble perCore(Input input) {
        return ratio(OptionalDouble.of(1), results.cpu(input, SERIES, GATE, 1));
    }

    private OptionalDouble acrossSeries() {
        List<OptionalDouble> each = IntStream.of(1, SERIES, 10_000)
                .mapToObj(series -> results.cpu(Input.EVENTS, series, GATE, 1))
                .toList();
        return each.stream().allMatch(OptionalDouble::isPresent)
                ? percentMore(
                        OptionalDouble.of(present(each).max().orElseThrow()),
                        present(each).min())
                : OptionalDouble.empty();
    }

    private OptionalDouble growth(Contender to, int threads) {
        return percentMore(
                results.cpu(Input.EVENTS, SERIES, List.of(to), threads), results.cpu(Input.EVENTS, SERIES, GATE, 1));
    }

    private static DoubleStream present(List<OptionalDouble> figures) {
        return figures.stream().mapToDouble(OptionalDouble::orElseThrow);
    }

    private static OptionalDouble percentMore(OptionalDouble of, OptionalDouble than) {
        OptionalDouble ratio = ratio(of, than);
        return ratio.isEmpty() ? ratio : OptionalDouble.of((ratio.getAsDouble() - 1) * 100);
    }

    private static OptionalDouble ratio(OptionalDouble of, OptionalDouble to) {
        return of.isEmpty() || to.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(of.getAsDouble() / to.getAsDouble());
    }

    private static Aim most(String what, double limit, String unit, OptionalDouble reached) {
        return new Aim(what, false, limit, unit, reached);
    }

    private static Aim least(String what, double limit, String unit, OptionalDouble reached) {
        return new Aim(what, true, limit, unit, reached);
    }
}
