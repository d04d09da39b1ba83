package dev.headgate.benchmarks.throughput;

import dev.headgate.benchmarks.throughput.input.Input;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code benchmarks/run throughput}: measures, tells how far it is on standard error, and prints the table. */
@Command(
        name = "benchmarks/run throughput",
        description =
                "What a million events cost the gate, end to end, beside a floor and rivals. docs/PERFORMANCE.md says how"
                        + " it is measured. Without --series, --threads and --contenders a selection is measured that shows"
                        + " every aim, in about 25 minutes on two cores; with any of them every combination.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class ThroughputBenchmark implements Callable<Integer> {

    private static final int WRONG = 1;

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "1000000",
            description =
                    "Events of a pass (default ${DEFAULT-VALUE}), or spans; batches get 3 times, summaries 50 times as many"
                            + " requests, the naive job a tenth.")
    private long events;

    @Option(
            names = "--repetitions",
            paramLabel = "N",
            defaultValue = "3",
            description = "Measured passes of each (default ${DEFAULT-VALUE}).")
    private int repetitions;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "8",
            description = "Time spent in passes that are not measured, at least two (default ${DEFAULT-VALUE}).")
    private int warmUpSeconds;

    @Option(
            names = "--inputs",
            split = ",",
            paramLabel = "NAME",
            description = "Any of events, batches, spans, summaries.")
    private List<String> inputs = List.of();

    @Option(
            names = "--series",
            split = ",",
            paramLabel = "N",
            description = "Live series: any of 1, 100, 10000 or others.")
    private List<Integer> series = List.of();

    @Option(names = "--threads", split = ",", paramLabel = "N", description = "Stream threads, consumers, parallelism.")
    private List<Integer> threads = List.of();

    @Option(
            names = "--contenders",
            split = ",",
            paramLabel = "NAME",
            description = "Any of raw, floor, combine, gate, two-gates, plain, naive, repartition, flink, flink-1s; the"
                    + " floor is always measured.")
    private List<String> contenders = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, markdown or json.")
    private Format format = Format.text;

    private final PrintStream out;
    private final PrintStream progress;

    /** How results are printed, as the option has it. */
    enum Format {
        text,
        markdown,
        json
    }

    ThroughputBenchmark(PrintStream out, PrintStream progress) {
        this.out = out;
        this.progress = progress;
    }

    /**
     * Measures, and ends with 1 if somebody's counts are wrong.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ThroughputBenchmark(System.out, System.err)).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        Plan plan = Plan.of(
                events,
                repetitions,
                inputs.stream().map(Input::of).toList(),
                series,
                threads,
                contenders.stream().map(Contender::of).toList());
        List<Result> results = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        double loadBefore = load();
        long begun = System.nanoTime();
        try (Site site = Site.open()) {
            for (Cell cell : plan.cells()) {
                String place = "%5d s  %d of %d  %s: "
                        .formatted(
                                seconds(begun),
                                results.size() + failures.size() + 1,
                                plan.cells().size(),
                                cell);
                try {
                    Result result = new Trial(site, cell, plan.requests(cell))
                            .run(Duration.ofSeconds(warmUpSeconds), plan.repetitions());
                    results.add(result);
                    progress.println(place + told(result));
                } catch (RuntimeException failed) {
                    // The others' figures took half an hour: one that cannot be measured does not cost them.
                    failures.add(cell + ": " + failed.getMessage());
                    progress.println(place + "FAILED: " + failed.getMessage());
                }
            }
        }
        print(results, failures);
        if (format != Format.json) {
            out.printf(
                    Locale.ROOT,
                    "%nLoad of the machine at the start %.2f, at the end %.2f; %d s in all.%n",
                    loadBefore,
                    load(),
                    seconds(begun));
        }
        return failures.isEmpty()
                        && results.stream().allMatch(result -> result.wrong().isEmpty())
                ? 0
                : WRONG;
    }

    private static String told(Result result) {
        return "%,.0f events/s, %.4f CPU s per million, %s"
                .formatted(
                        result.requestsPerSecond(),
                        result.cpuPerMillion(),
                        result.wrong().isEmpty() ? "counts exact" : result.wrong());
    }

    private void print(List<Result> results, List<String> failures) {
        switch (format) {
            case json -> out.println(ResultJson.of(results));
            case text -> {
                ResultTable.of(results).lines().forEach(out::println);
                out.println();
                Aims.table(results).lines().forEach(out::println);
            }
            case markdown -> {
                ResultTable.of(results).markdown().forEach(out::println);
                out.println();
                Aims.table(results).markdown().forEach(out::println);
            }
        }
        PrintStream where = format == Format.json ? progress : out;
        failures.forEach(failure -> where.println("\nFAILED: " + failure));
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static long seconds(long begun) {
        return (System.nanoTime() - begun) / 1_000_000_000;
    }
}
