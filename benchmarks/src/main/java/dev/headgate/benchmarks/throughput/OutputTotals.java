package dev.headgate.benchmarks.throughput;

import dev.headgate.benchmarks.throughput.input.Closing;
import dev.headgate.benchmarks.throughput.input.Series;
import dev.headgate.benchmarks.throughput.input.Totals;
import dev.headgate.schemas.codec.SketchCodec;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.SketchDelta;
import java.util.HashMap;
import java.util.Map;

/** What a contender's output adds up to. Not thread safe. */
final class OutputTotals {

    private final boolean latestOnly;
    private final Totals added = new Totals();
    private final Map<SeriesInSecond, Totals.Sum> latest = new HashMap<>();

    private record SeriesInSecond(Series series, long second) {}

    /** @param latestOnly whether each value replaces the one before of its series and second instead of adding to it */
    OutputTotals(boolean latestOnly) {
        this.latestOnly = latestOnly;
    }

    /** Takes a value; those that are no deltas, and those that only closed windows, say nothing. */
    void take(byte[] value) {
        if (SketchCodec.read(value) instanceof SketchDelta delta
                && !delta.service().equals(Closing.SERVICE)) {
            delta.seconds().forEach(part -> take(delta.service(), part));
        }
    }

    /** What was taken so far. */
    Totals totals() {
        if (!latestOnly) {
            return added;
        }
        Totals totals = new Totals();
        latest.forEach((place, sum) -> totals.add(place.series(), sum));
        return totals;
    }

    private void take(String service, SeriesSecond part) {
        Series series =
                new Series(service, part.series().version(), part.series().operation());
        Totals.Sum sum = new Totals.Sum(
                part.requests(),
                part.errors(),
                part.latencySumMicros(),
                part.latencies().count());
        if (latestOnly) {
            latest.put(new SeriesInSecond(series, part.second()), sum);
        } else {
            added.add(series, sum);
        }
    }
}
