package dev.headgate.benchmarks.flink;

import dev.headgate.benchmarks.throughput.contender.Tally;
import dev.headgate.benchmarks.throughput.contender.TelemetryValues;
import dev.headgate.benchmarks.throughput.input.Input;
import dev.headgate.benchmarks.throughput.input.Series;
import dev.headgate.schemas.model.Outcome;
import dev.headgate.schemas.model.RequestEvent;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.Summary;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.serialization.DeserializationSchema.InitializationContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads telemetry with the gate's own readers; a series' name is made once. */
final class MeasuredReader implements KafkaRecordDeserializationSchema<Measured> {

    private final String input;
    private transient TelemetryValues values;
    private transient Map<Series, String> names;

    @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
    MeasuredReader(String input) {
        this.input = input;
    }

    @Override
    public void open(InitializationContext context) {
        values = new TelemetryValues(Input.of(input));
        names = new HashMap<>();
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Measured> out) {
        values.read(record.value(), event -> out.collect(measured(event)), summary -> collect(summary, out));
    }

    @Override
    public TypeInformation<Measured> getProducedType() {
        return Measured.TYPE;
    }

    private Measured measured(RequestEvent event) {
        Measured measured = new Measured();
        measured.series = name(event.service(), event.version(), event.operation());
        measured.millis = event.completedAtMillis();
        measured.latencyMicros = event.latencyMicros();
        measured.failed = event.outcome() == Outcome.ERROR;
        return measured;
    }

    private void collect(Summary summary, Collector<Measured> out) {
        for (SeriesSecond part : summary.seconds()) {
            Measured measured = new Measured();
            measured.series = name(
                    summary.service(), part.series().version(), part.series().operation());
            measured.millis = part.second() * 1_000;
            measured.tally = new Tally().add(part).toBytes();
            out.collect(measured);
        }
    }

    private String name(String service, String version, String operation) {
        return names.computeIfAbsent(
                new Series(service, version, operation), series -> service + "/" + version + "/" + operation);
    }
}
