package dev.headgate.benchmarks.client;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Time and memory that one recorded request takes, with one thread and with two, beside other recorders. */
public final class ClientBenchmarks {

    private static final List<Integer> THREADS = List.of(1, 2);

    private ClientBenchmarks() {}

    /**
     * How long to measure.
     *
     * @param forks JVMs for each benchmark, one after the other; 0 measures in this one
     * @param warmUps rounds before it counts
     * @param rounds rounds that count
     * @param roundMillis length of a round
     */
    record Effort(int forks, int warmUps, int rounds, long roundMillis) {}

    public static void main(String[] arguments) throws RunnerException {
        print(System.out, new Effort(2, 4, 12, 250));
    }

    /** Times are the processor's; of a round that had it to itself the best tells most, and the ratios are of it. */
    static void print(PrintStream out, Effort effort) throws RunnerException {
        for (int threads : THREADS) {
            out.printf(
                    Locale.ROOT,
                    "%n| %d thread%s | CPU ns, best round | median | B, itself | B, all threads | × timer | × recorder |%n",
                    threads,
                    threads == 1 ? "" : "s");
            out.println("|---|---|---|---|---|---|---|");
            List<Row> rows = rows(new Runner(options(effort, threads)).run());
            double timer = bestOf(rows, "micrometerTimer");
            double recorder = bestOf(rows, "hdrHistogramRecorder");
            for (Row row : rows) {
                out.printf(
                        Locale.ROOT,
                        "| %s | %.1f | %.1f | %.3f | %.2f | %.2f | %.2f |%n",
                        row.name(),
                        row.best(),
                        row.median(),
                        row.ownBytes(),
                        row.bytes(),
                        row.best() / timer,
                        row.best() / recorder);
            }
        }
    }

    /**
     * A line of the table.
     *
     * @param best processor's nanoseconds of a call in the best round
     * @param median in the median one
     * @param ownBytes allocated by a call in the calling thread, in the mean
     * @param bytes allocated in the process for each call, by what goes on beside it, too
     */
    private record Row(String name, double best, double median, double ownBytes, double bytes) {}

    private static ChainedOptionsBuilder common(Effort effort) {
        return new OptionsBuilder()
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .forks(effort.forks())
                .warmupIterations(effort.warmUps())
                .warmupTime(TimeValue.milliseconds(effort.roundMillis()))
                .measurementIterations(effort.rounds())
                .measurementTime(TimeValue.milliseconds(effort.roundMillis()))
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true);
    }

    private static Options options(Effort effort, int threads) {
        return common(effort)
                .include(HeadgateRecorders.class.getName())
                .include(OtherRecorders.class.getName())
                .threads(threads)
                .build();
    }

    private static List<Row> rows(Collection<RunResult> results) {
        List<Row> rows = new ArrayList<>();
        for (RunResult result : results) {
            String benchmark = result.getParams().getBenchmark();
            double[] rounds = result.getBenchmarkResults().stream()
                    .flatMap(fork -> fork.getIterationResults().stream())
                    .mapToDouble(round ->
                            of(round.getSecondaryResults(), "cpuNanos") / of(round.getSecondaryResults(), "calls"))
                    .sorted()
                    .toArray();
            rows.add(new Row(
                    benchmark.substring(benchmark.lastIndexOf('.') + 1),
                    rounds[0],
                    rounds[rounds.length / 2],
                    of(result.getSecondaryResults(), "ownBytes") / of(result.getSecondaryResults(), "calls"),
                    of(result.getSecondaryResults(), "gc.alloc.rate.norm")));
        }
        return rows;
    }

    @SuppressWarnings("rawtypes") // as JMH declares them
    private static double of(Map<String, Result> results, String name) {
        return Optional.ofNullable(results.get(name)).orElseThrow().getScore();
    }

    private static double bestOf(List<Row> rows, String name) {
        return rows.stream()
                .filter(row -> row.name().equals(name))
                .mapToDouble(Row::best)
                .findFirst()
                .orElseThrow();
    }
}
