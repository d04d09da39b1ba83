package dev.headgate.benchmarks.flink;

import dev.headgate.benchmarks.throughput.contender.Tally;
import dev.headgate.benchmarks.throughput.input.Series;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** Writes a closed window's sum as the gate's combiner would. */
final class Closed extends ProcessWindowFunction<Tally, Delta, String, TimeWindow> {

    @Override
    public void process(String series, Context context, Iterable<Tally> sums, Collector<Delta> out) {
        String[] names = series.split("/", 3);
        Series of = new Series(names[0], names[1], names[2]);
        long second = Math.floorDiv(context.window().getStart(), 1_000L);
        sums.forEach(sum -> out.collect(Delta.of(series, sum.toDelta(of, second))));
    }
}
