package dev.headgate.benchmarks.loops;

import dev.headgate.benchmarks.TextTable;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Time and memory of what the gate does most often, beside the usual way to do it: {@code benchmarks/run loops [markdown]}.
 */
public final class LoopBenchmarks {

    private LoopBenchmarks() {}

    /**
     * A loop and what its figures are divided by.
     *
     * @param method its name
     * @param what it does, for people
     * @param reference another loop's method; empty if there is none
     */
    private record Loop(String method, String what, String reference) {}

    private static final List<Loop> LOOPS = List.of(
            new Loop("event", "event of JSON: read", "eventByTokens"),
            new Loop("eventByTokens", "event of JSON: Jackson, token by token", "eventByTokens"),
            new Loop("eventByTree", "event of JSON: Jackson, readTree", "eventByTokens"),
            new Loop("batch", "event of a batch of 20: read", "batchByTokens"),
            new Loop("batchByTokens", "event of a batch of 20: Jackson, token by token", "batchByTokens"),
            new Loop("batchByTree", "event of a batch of 20: Jackson, readTree", "batchByTokens"),
            new Loop("cloudEventBinary", "event as a CloudEvent, binary: read", "event"),
            new Loop("cloudEventStructured", "event as a CloudEvent, structured: read", "event"),
            new Loop("span", "span of protobuf: read", "spanByMessages"),
            new Loop("spanByMessages", "span of protobuf: generated messages", "spanByMessages"),
            new Loop("spanByFieldsAndRecord", "span of protobuf: CodedInputStream, and recorded", "spanByMessages"),
            new Loop("spanOfJson", "span of JSON: read", "span"),
            new Loop("summary", "summary of 50 operations: read", ""),
            new Loop("combine", "event: added to its series' second", ""),
            new Loop("record", "latency: recorded", "hdrRecord"),
            new Loop("hdrRecord", "latency: recorded, HdrHistogram", "hdrRecord"),
            new Loop("merge", "sketch: added to another", "hdrMerge"),
            new Loop("hdrMerge", "sketch: added to another, HdrHistogram", "hdrMerge"),
            new Loop("quantile", "sketch: p99", "hdrQuantile"),
            new Loop("hdrQuantile", "sketch: p99, HdrHistogram", "hdrQuantile"),
            new Loop("encode", "sketch: written", "hdrEncode"),
            new Loop("hdrEncode", "sketch: written, HdrHistogram", "hdrEncode"),
            new Loop("decode", "sketch: read", "hdrDecode"),
            new Loop("hdrDecode", "sketch: read, HdrHistogram", "hdrDecode"),
            new Loop("tick", "rollout of ten lines: judged once", ""),
            new Loop("sign", "decision of 4 kB: signed", ""));

    /**
     * How long to measure.
     *
     * @param forks JVMs for each loop, one after the other; 0 measures in this one
     * @param warmUps rounds before it counts
     * @param rounds rounds that count
     * @param roundMillis length of a round
     */
    record Effort(int forks, int warmUps, int rounds, long roundMillis) {}

    /** Figures of a loop: of a call, the median and the best of the rounds, and what it allocates. */
    private record Figures(double nanos, double bestNanos, double bytes) {}

    /** Measures all of them. Of a round that had the processor to itself the best tells most, and the ratios are of it. */
    public static void main(String[] arguments) throws RunnerException {
        print(System.out, new Effort(2, 8, 8, 250), Arrays.asList(arguments).contains("markdown"));
    }

    static void print(PrintStream out, Effort effort, boolean markdown) throws RunnerException {
        double loadBefore = load();
        Map<String, Figures> figures = figures(new Runner(options(effort)).run());
        List<List<String>> rows =
                new ArrayList<>(List.of(List.of("loop", "ns", "best ns", "bytes", "to reference", "reference")));
        for (Loop loop : LOOPS) {
            rows.add(row(loop, figures));
        }
        TextTable table = new TextTable(rows, Set.of(0, 5));
        (markdown ? table.markdown() : table.lines()).forEach(out::println);
        out.printf(Locale.ROOT, "%nLoad of the machine at the start %.2f, at the end %.2f.%n", loadBefore, load());
    }

    private static List<String> row(Loop loop, Map<String, Figures> figures) {
        Figures own = Objects.requireNonNull(figures.get(loop.method()), loop.method());
        Figures reference = loop.reference().isEmpty() ? own : Objects.requireNonNull(figures.get(loop.reference()));
        return List.of(
                loop.what(),
                number(own.nanos()),
                number(own.bestNanos()),
                String.format(Locale.ROOT, "%.0f", own.bytes()),
                loop.reference().isEmpty()
                        ? ""
                        : String.format(Locale.ROOT, "%.2f", own.bestNanos() / reference.bestNanos()),
                LOOPS.stream()
                        .filter(each -> each.method().equals(loop.reference()))
                        .map(Loop::what)
                        .findFirst()
                        .orElse(""));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%.0f" : "%.1f", value);
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static Options options(Effort effort) {
        return new OptionsBuilder()
                .include(LoopBenchmarks.class.getPackageName() + "\\..*Loops\\..*")
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .forks(effort.forks())
                .warmupIterations(effort.warmUps())
                .warmupTime(TimeValue.milliseconds(effort.roundMillis()))
                .measurementIterations(effort.rounds())
                .measurementTime(TimeValue.milliseconds(effort.roundMillis()))
                .addProfiler(GCProfiler.class)
                .jvmArgsAppend("-XX:+UseSerialGC", "-Xms512m", "-Xmx512m")
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();
    }

    private static Map<String, Figures> figures(Collection<RunResult> results) {
        Map<String, Figures> figures = new HashMap<>();
        for (RunResult result : results) {
            String benchmark = result.getParams().getBenchmark();
            double[] rounds = result.getBenchmarkResults().stream()
                    .flatMap(fork -> fork.getIterationResults().stream())
                    .mapToDouble(round -> round.getPrimaryResult().getScore())
                    .sorted()
                    .toArray();
            figures.put(
                    benchmark.substring(benchmark.lastIndexOf('.') + 1),
                    new Figures(
                            rounds[rounds.length / 2],
                            rounds[0],
                            Objects.requireNonNull(
                                            result.getSecondaryResults().get("gc.alloc.rate.norm"), "what is allocated")
                                    .getScore()));
        }
        return figures;
    }
}
