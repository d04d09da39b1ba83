package dev.headgate.benchmarks.throughput;

import dev.headgate.benchmarks.throughput.input.Closing;
import dev.headgate.benchmarks.throughput.input.Series;
import dev.headgate.benchmarks.throughput.input.Totals;
import dev.headgate.schemas.codec.SketchCodec;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.SketchDelta;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a contender's output topic adds up to, by what is committed in it. Not thread safe. */
final class CountedOutput implements AutoCloseable {

    private final WholeTopic topic;
    private final boolean latestOnly;
    private final Totals added = new Totals();
    private final Map<SeriesInSecond, Totals.Sum> latest = new HashMap<>();

    private record SeriesInSecond(Series series, long second) {}

    /**
     * Reads from the topic's beginning.
     *
     * @param latestOnly whether each record replaces the one before of its series and second instead of adding to it
     */
    CountedOutput(String bootstrapServers, String topic, int count, boolean latestOnly) {
        this.latestOnly = latestOnly;
        this.topic = new WholeTopic(bootstrapServers, WholeTopic.partitions(topic, count));
    }

    /** Reads what there is now and was not read yet, and tells what all of it adds up to. */
    Totals read() {
        topic.read(this::take);
        if (!latestOnly) {
            return added;
        }
        Totals totals = new Totals();
        latest.forEach((place, sum) -> totals.add(place.series(), sum));
        return totals;
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (SketchCodec.read(record.value()) instanceof SketchDelta delta
                && !delta.service().equals(Closing.SERVICE)) {
            delta.seconds().forEach(part -> take(delta.service(), part));
        }
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

    @Override
    public void close() {
        topic.close();
    }
}
