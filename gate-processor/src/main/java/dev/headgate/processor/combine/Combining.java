package dev.headgate.processor.combine;

import dev.headgate.processor.deadletter.DeadLetters;
import dev.headgate.processor.deadletter.Refusals;
import dev.headgate.schemas.codec.DeadLetterCause;
import dev.headgate.schemas.codec.ReplayHeaders;
import dev.headgate.schemas.codec.SketchCodec;
import dev.headgate.schemas.model.MeasurementDelta;
import dev.headgate.schemas.model.SketchDelta;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Adds up what records of telemetry hold until it is taken out as the records that are to be sent. Values in, values out: it knows
 * no clients and no clock. Not thread safe.
 */
final class Combining {

    /** The application's name in dead letters. */
    static final String NAME = "combine";

    private final CombineTopics topics;
    private final CombineSettings settings;
    private final Map<String, TelemetryReader> readers;
    private final DeadLetters deadLetters = new DeadLetters(NAME);
    private final TelemetryCombiner combiner;
    private final MeasurementCombiner measurements = new MeasurementCombiner();
    private final CombineTally tally = new CombineTally();

    Combining(CombineTopics topics, CombineSettings settings) {
        this.topics = topics;
        this.settings = settings;
        combiner = new TelemetryCombiner(settings.operationCap());
        readers = readers();
    }

    private Map<String, TelemetryReader> readers() {
        Timeliness timeliness = settings.timeliness();
        Map<String, TelemetryReader> byTopic = new HashMap<>();
        byTopic.put(topics.requests(), new RequestsReader(timeliness, combiner));
        byTopic.put(topics.summaries(), new SummariesReader(timeliness, combiner));
        byTopic.put(topics.measurements(), new MeasurementsReader(timeliness, measurements));
        topics.otlpSpans()
                .ifPresent(topic -> byTopic.put(topic, new OtlpSpansReader(settings.otlp(), timeliness, combiner)));
        topics.otlpMetrics()
                .ifPresent(topic -> byTopic.put(topic, new OtlpMetricsReader(settings.otlp(), timeliness, combiner)));
        return byTopic;
    }

    /**
     * Counts records of one topic, and sets aside what of them cannot be used.
     *
     * @param nowMillis what event times are compared with
     * @return the latest completion of a request among them, but not later than the last of them came; of measurements when the last
     *     of them came. Milliseconds since 1970-01-01 UTC; 0 if there is no request among them
     */
    long take(String topic, List<ConsumerRecord<byte[], byte[]>> records, long nowMillis) {
        combiner.forgetHighWater();
        TelemetryReader reader = Objects.requireNonNull(readers.get(topic), topic);
        for (ConsumerRecord<byte[], byte[]> record : records) {
            take(reader, record, nowMillis);
        }
        long came = arrivedAtMillis(records.get(records.size() - 1));
        return topic.equals(topics.measurements()) ? came : Math.min(came, combiner.eventHighWaterMillis());
    }

    private void take(TelemetryReader reader, ConsumerRecord<byte[], byte[]> record, long nowMillis) {
        long arrived = arrivedAtMillis(record);
        tally.arrived(arrived);
        Refusals refusals = new Refusals();
        TelemetryReader.Times times = times(record, arrived, nowMillis);
        if (record.value() == null) {
            refusals.add(OptionalInt.empty(), DeadLetterCause.MISSING_FIELD, "the record has no value");
        } else {
            count(record.topic(), EnvelopedReading.read(reader, record.headers(), record.value(), times, refusals));
        }
        if (refusals.count() > 0) {
            var origin = new DeadLetters.Origin(record.topic(), record.partition(), record.offset());
            deadLetters.addTelemetry(origin, record.value(), refusals, times.recordMillis());
            tally.refused(refusals.cause(), refusals.count());
        }
    }

    /** A record's own time stamp; one without any counts as 0. */
    private static long arrivedAtMillis(ConsumerRecord<byte[], byte[]> record) {
        return Math.max(0L, record.timestamp());
    }

    /** What is replayed is as late, and as far ahead, as it was when it came. */
    private static TelemetryReader.Times times(ConsumerRecord<byte[], byte[]> record, long stamp, long nowMillis) {
        long arrived = ReplayHeaders.arrivedAtMillis(record.headers(), stamp);
        return new TelemetryReader.Times(arrived, arrived < stamp ? arrived : nowMillis);
    }

    private void count(String topic, long counted) {
        if (topic.equals(topics.measurements())) {
            tally.measured(counted);
        } else {
            tally.counted(counted);
        }
    }

    /** Takes out everything since last time: dead letters, and deltas keyed by service. */
    List<ProducerRecord<byte[], byte[]>> drain(long nowMillis) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (DeadLetters.Letter letter : deadLetters.drain()) {
            records.add(new ProducerRecord<>(
                    topics.deadLetters(), null, nowMillis, null, letter.value(), letter.headers()));
        }
        long begin = System.nanoTime();
        for (SketchDelta delta : combiner.drain()) {
            add(delta.service(), SketchCodec.split(delta, settings.largestRecordBytes()), nowMillis, records);
        }
        for (MeasurementDelta delta : measurements.drain()) {
            add(delta.service(), SketchCodec.split(delta, settings.largestRecordBytes()), nowMillis, records);
        }
        tally.drained(System.nanoTime() - begin);
        return records;
    }

    private void add(
            String service, List<byte[]> values, long nowMillis, List<ProducerRecord<byte[], byte[]>> records) {
        byte[] key = service.getBytes(StandardCharsets.UTF_8);
        for (byte[] value : values) {
            records.add(new ProducerRecord<>(topics.sketches(), null, nowMillis, key, value));
            tally.sent(value.length);
        }
    }

    /** What was drained has been committed: only now it counts. */
    void committed(long nowMillis, CombineMeter meter) {
        tally.tell(nowMillis, meter);
        combiner.waysIn().tell(meter);
        meter.cut(deadLetters.drainCut());
        deadLetters.committed();
    }

    /** Forgets everything since the last commit: its input will be read again, here or by another owner. */
    void discard() {
        combiner.clear();
        measurements.clear();
        deadLetters.clear();
        tally.clear();
    }
}
