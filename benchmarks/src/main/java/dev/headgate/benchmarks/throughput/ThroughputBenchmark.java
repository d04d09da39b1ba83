package dev.headgate.benchmarks.throughput;

import dev.headgate.benchmarks.throughput.input.Input;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code benchmarks/run throughput}: measures, tells how far it is on standard error, and prints the table. */
@Command(
        name = "benchmarks/run throughput",
        description =
                "What a million events cost the gate, end to end, beside a floor and rivals. docs/PERFORMANCE.md says how"
                        + " it is measured. Without --series, --threads and --contenders a selection is measured, in about"
                        + " 20 minutes on two cores; with any of them every combination.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class ThroughputBenchmark implements Callable<Integer> {

    private static final int WRONG = 1;

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Events of a pass (default ${DEFAULT-VALUE}); batches get 3 times, summaries 50 times as many"
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

    @Option(names = "--inputs", split = ",", paramLabel = "NAME", description = "Any of events, batches, summaries.")
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
            description =
                    "Any of raw, floor, combine, gate, plain, naive, repartition, flink, flink-1s; the floor is always"
                            + " measured.")
    private List<String> contenders = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text or json.")
    private String output = "text";

    private final PrintStream out;
    private final PrintStream progress;

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
        long begun = System.nanoTime();
        try (Site site = Site.open()) {
            for (Cell cell : plan.cells()) {
                progress.printf(
                        "%5d s  %d of %d  %s%n",
                        seconds(begun), results.size() + 1, plan.cells().size(), cell);
                Result result = new Trial(site, cell, plan.requests(cell))
                        .run(Duration.ofSeconds(warmUpSeconds), plan.repetitions());
                results.add(result);
                progress.printf(
                        "         %,.0f events/s, %.3f CPU s per million, %s%n",
                        result.requestsPerSecond(),
                        result.cpuPerMillion(),
                        result.wrong().isEmpty() ? "counts exact" : result.wrong());
            }
        }
        progress.printf("%5d s  done%n", seconds(begun));
        if (output.equals("json")) {
            out.println(ResultJson.of(results));
        } else {
            ResultTable.lines(results).forEach(out::println);
        }
        return results.stream().allMatch(result -> result.wrong().isEmpty()) ? 0 : WRONG;
    }

    private static long seconds(long begun) {
        return (System.nanoTime() - begun) / 1_000_000_000;
    }
}
