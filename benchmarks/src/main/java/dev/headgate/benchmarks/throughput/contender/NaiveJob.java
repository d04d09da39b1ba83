package dev.headgate.benchmarks.throughput.contender;

import dev.headgate.benchmarks.throughput.input.Series;
import dev.headgate.schemas.model.RequestEvent;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.Summary;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * What one writes first: a windowed aggregate of the DSL, per series and second, exactly once, with its store's and cache's
 * defaults. With a repartition it needs no key of the input and takes batches and summaries, too.
 */
final class NaiveJob {

    private static final Duration WINDOW = Duration.ofSeconds(1);
    private static final Duration LATENESS_ALLOWED = Duration.ofMinutes(10);

    private static final Serde<Tally> TALLIES =
            Serdes.serdeFrom((topic, tally) -> tally.toBytes(), (topic, bytes) -> Tally.of(bytes));

    private NaiveJob() {}

    /**
     * Runs until the process ends.
     *
     * @throws IllegalStateException if it cannot go on
     */
    static void run(ContenderSettings settings, boolean repartition) {
        StreamsBuilder builder = new StreamsBuilder();
        KStream<String, byte[]> source =
                builder.stream(settings.source(), Consumed.with(Serdes.String(), Serdes.ByteArray()));
        KStream<String, Tally> tallies = repartition
                ? source.process(() -> new Opened(settings))
                : source.processValues(() -> new OpenedInPlace(settings));
        tallies.groupByKey(Grouped.with("series", Serdes.String(), TALLIES))
                .windowedBy(TimeWindows.ofSizeAndGrace(WINDOW, LATENESS_ALLOWED))
                .aggregate(
                        Tally::new, (series, more, sum) -> sum.add(more), Materialized.with(Serdes.String(), TALLIES))
                .toStream()
                .map(NaiveJob::delta)
                .to(settings.target(), Produced.with(Serdes.String(), Serdes.ByteArray()));
        KafkaStreams streams = new KafkaStreams(builder.build(), properties(settings));
        CountDownLatch stopped = new CountDownLatch(1);
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        streams.setUncaughtExceptionHandler(failure -> {
            failures.add(failure);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        streams.setStateListener((now, before) -> {
            if (now.hasCompletedShutdown()) {
                stopped.countDown();
            }
        });
        Runtime.getRuntime().addShutdownHook(new Thread(() -> streams.close(Duration.ofSeconds(5))));
        streams.start();
        try {
            stopped.await();
            if (!failures.isEmpty()) {
                throw new IllegalStateException("its thread ended", failures.get(0));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static KeyValue<String, byte[]> delta(Windowed<String> series, Tally tally) {
        long second = series.window().startTime().getEpochSecond();
        String[] names = series.key().split("/", 3);
        return KeyValue.pair(
                series.key() + "@" + second, tally.toDelta(new Series(names[0], names[1], names[2]), second));
    }

    private static Properties properties(ContenderSettings settings) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.group());
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        properties.put(StreamsConfig.STATE_DIR_CONFIG, settings.directory().toString());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, settings.commitMillis());
        properties.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 5_000);
        properties.put(StreamsConfig.consumerPrefix("max.poll.records"), 5_000);
        properties.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
        properties.put(StreamsConfig.producerPrefix("compression.type"), "lz4");
        return properties;
    }

    /** The one event of a value, at its own time; the key is the series already. */
    private static final class OpenedInPlace implements FixedKeyProcessor<String, byte[], Tally> {

        private final TelemetryValues values;
        private FixedKeyProcessorContext<String, Tally> context;

        @SuppressWarnings("NullAway.Init") // Streams calls init before anything else.
        OpenedInPlace(ContenderSettings settings) {
            values = new TelemetryValues(settings.input());
        }

        @Override
        public void init(FixedKeyProcessorContext<String, Tally> context) {
            this.context = context;
        }

        @Override
        public void process(FixedKeyRecord<String, byte[]> record) {
            values.read(
                    record.value(),
                    event -> context.forward(
                            record.withValue(new Tally().add(event)).withTimestamp(event.completedAtMillis())),
                    summary -> {
                        throw new IllegalArgumentException("a summary has several series");
                    });
        }
    }

    /** One record of each series in a value, at its own time. */
    private static final class Opened implements Processor<String, byte[], String, Tally> {

        private final TelemetryValues values;
        private ProcessorContext<String, Tally> context;

        @SuppressWarnings("NullAway.Init") // Streams calls init before anything else.
        Opened(ContenderSettings settings) {
            values = new TelemetryValues(settings.input());
        }

        @Override
        public void init(ProcessorContext<String, Tally> context) {
            this.context = context;
        }

        @Override
        public void process(Record<String, byte[]> record) {
            values.read(record.value(), this::forward, this::forward);
        }

        private void forward(RequestEvent event) {
            String key = event.service() + "/" + event.version() + "/" + event.operation();
            context.forward(new Record<>(key, new Tally().add(event), event.completedAtMillis()));
        }

        private void forward(Summary summary) {
            for (SeriesSecond part : summary.seconds()) {
                String key = summary.service() + "/" + part.series().version() + "/"
                        + part.series().operation();
                context.forward(new Record<>(key, new Tally().add(part), part.second() * 1_000));
            }
        }
    }
}
