package dev.headgate.benchmarks.flink;

import dev.headgate.benchmarks.throughput.contender.ContenderSettings;
import dev.headgate.benchmarks.throughput.contender.Tally;
import dev.headgate.schemas.process.ParentWatch;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;

/**
 * Kafka source, keyed by series, tumbling windows of one second of event time, Kafka sink: exactly once. State is on the
 * heap, objects are used again, and what goes from task to task is written by hand: as well as Flink can be asked to.
 */
public final class FlinkJob {

    private static final Duration WINDOW = Duration.ofSeconds(1);
    private static final Duration OUT_OF_ORDER = Duration.ofSeconds(1);

    private FlinkJob() {}

    /**
     * Runs until the process is told to stop.
     *
     * @param arguments see {@link ContenderSettings#arguments}
     */
    public static void main(String[] arguments) throws Exception {
        ParentWatch.startIfAsked();
        ContenderSettings settings = ContenderSettings.of(List.of(arguments));
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(settings.threads(), configuration(settings));
        environment.enableCheckpointing(settings.commitMillis(), CheckpointingMode.EXACTLY_ONCE);
        environment
                .fromSource(
                        source(settings),
                        WatermarkStrategy.<Measured>forBoundedOutOfOrderness(OUT_OF_ORDER)
                                .withTimestampAssigner((measured, recordMillis) -> measured.millis),
                        "telemetry")
                .keyBy(measured -> measured.series, Types.STRING)
                .window(TumblingEventTimeWindows.of(WINDOW))
                .aggregate(new Adding(), new Closed(), TallySerializer.TYPE, TallySerializer.TYPE, Delta.TYPE)
                .sinkTo(sink(settings));
        environment.execute(settings.group());
    }

    private static Configuration configuration(ContenderSettings settings) {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none"); // A job that fails is not measured.
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                settings.directory().toUri().toString());
        return configuration;
    }

    private static KafkaSource<Measured> source(ContenderSettings settings) {
        return KafkaSource.<Measured>builder()
                .setBootstrapServers(settings.bootstrapServers())
                .setTopics(settings.source())
                .setGroupId(settings.group())
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setProperty("isolation.level", "read_committed")
                .setProperty("max.poll.records", "5000")
                // Offsets at checkpoints are committed only when the next records come, up to 10 s later. The benchmark
                // follows these, and waits a checkpoint longer; what is restored comes from checkpoints all the same.
                .setProperty("commit.offsets.on.checkpoint", "false")
                .setProperty("enable.auto.commit", "true")
                .setProperty("auto.commit.interval.ms", "100")
                .setDeserializer(new MeasuredReader(settings.input().word()))
                .build();
    }

    private static KafkaSink<Delta> sink(ContenderSettings settings) {
        return KafkaSink.<Delta>builder()
                .setBootstrapServers(settings.bootstrapServers())
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix(settings.group())
                .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
                .setProperty("transaction.timeout.ms", "60000")
                .setProperty("compression.type", "lz4")
                .setRecordSerializer(KafkaRecordSerializationSchema.<Delta>builder()
                        .setTopic(settings.target())
                        .setKeySerializationSchema(new DeltaBytes.Key())
                        .setValueSerializationSchema(new DeltaBytes.Value())
                        .build())
                .build();
    }

    /** Adds what was measured to a window's sum. */
    private static final class Adding
            implements org.apache.flink.api.common.functions.AggregateFunction<Measured, Tally, Tally> {

        @Override
        public Tally createAccumulator() {
            return new Tally();
        }

        @Override
        public Tally add(Measured measured, Tally sum) {
            return measured.tally.length == 0
                    ? sum.add(measured.latencyMicros, measured.failed)
                    : sum.add(Tally.of(measured.tally));
        }

        @Override
        public Tally getResult(Tally sum) {
            return sum;
        }

        @Override
        public Tally merge(Tally one, Tally other) {
            return one.add(other);
        }
    }
}
