package dev.headgate.benchmarks.throughput;

import dev.headgate.benchmarks.throughput.input.Closing;
import dev.headgate.benchmarks.throughput.input.Series;
import dev.headgate.benchmarks.throughput.input.Totals;
import dev.headgate.schemas.codec.SketchCodec;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.SketchDelta;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What a contender's output topic adds up to, by what is committed in it. Not thread safe. */
final class CountedOutput implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
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
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        partitions = IntStream.range(0, count)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Reads what there is now and was not read yet, and tells what all of it adds up to. */
    Totals read() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (partitions.stream()
                .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
            consumer.poll(POLL).forEach(this::take);
        }
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
        consumer.close();
    }
}
