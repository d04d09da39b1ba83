package dev.headgate.processor.combine;

import dev.headgate.processor.deadletter.DeadLetters;
import dev.headgate.processor.deadletter.Refusals;
import dev.headgate.processor.streams.CommitHook;
import dev.headgate.processor.streams.CommitHookStore;
import dev.headgate.processor.streams.SourceLag;
import dev.headgate.processor.streams.SourcePositions;
import dev.headgate.schemas.codec.DeadLetterCause;
import dev.headgate.schemas.codec.ReplayHeaders;
import dev.headgate.schemas.codec.SketchCodec;
import dev.headgate.schemas.model.CombinerProgress;
import dev.headgate.schemas.model.MeasurementDelta;
import dev.headgate.schemas.model.SketchDelta;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Combines one task's telemetry; everything it has to say leaves at commit, and nothing is kept.
 *
 * <p>Not thread safe: one task, one stream thread.
 */
final class CombineProcessor implements Processor<byte[], byte[], byte[], byte[]>, CommitHook {

    static final String NAME = "combine";

    private static final long NOTHING_CAME = Long.MAX_VALUE;

    private final CombineTopics topics;
    private final CombineSettings settings;
    private final Supplier<SourceLag> lag;
    private final CombineMeter meter;
    private final InstantSource clock;
    private final Map<String, TelemetryReader> readers;
    private final DeadLetters deadLetters = new DeadLetters(NAME);
    private final TelemetryCombiner combiner;
    private final MeasurementCombiner measurements = new MeasurementCombiner();

    private ProcessorContext<byte[], byte[]> context;
    private SourcePositions positions;
    private boolean progressDue;
    private long oldestArrivalMillis = NOTHING_CAME;

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else.
    CombineProcessor(
            CombineTopics topics,
            CombineSettings settings,
            Supplier<SourceLag> lag,
            CombineMeter meter,
            InstantSource clock) {
        this.topics = topics;
        this.settings = settings;
        this.lag = lag;
        this.meter = meter;
        this.clock = clock;
        combiner = new TelemetryCombiner(settings.operationCap());
        readers = readers(topics, settings);
    }

    private Map<String, TelemetryReader> readers(CombineTopics topics, CombineSettings settings) {
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

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        positions = new SourcePositions(
                lag.get(), topics.sources(), context.taskId().partition());
        discard();
        progressDue = true;
        context.<CommitHookStore>getStateStore(CombineTopology.COMMIT_HOOK).bind(context, this);
        context.schedule(settings.progressInterval(), PunctuationType.WALL_CLOCK_TIME, now -> progressDue = true);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata origin = context.recordMetadata().orElseThrow();
        positions.processed(origin.topic(), origin.offset());
        oldestArrivalMillis = Math.min(oldestArrivalMillis, record.timestamp());
        Refusals refusals = new Refusals();
        TelemetryReader.Times times = times(record);
        if (record.value() == null) {
            refusals.add(OptionalInt.empty(), DeadLetterCause.MISSING_FIELD, "the record has no value");
        } else {
            TelemetryReader reader = Objects.requireNonNull(readers.get(origin.topic()), origin.topic());
            count(origin.topic(), EnvelopedReading.read(reader, record, times, refusals));
        }
        if (refusals.count() > 0) {
            deadLetters.addTelemetry(origin, record.value(), refusals, times.recordMillis());
            meter.refused(refusals.cause(), refusals.count());
        }
    }

    /** What is replayed is as late, and as far ahead, as it was when it came. */
    private TelemetryReader.Times times(Record<byte[], byte[]> record) {
        long arrived = ReplayHeaders.arrivedAtMillis(record.headers(), record.timestamp());
        return new TelemetryReader.Times(arrived, arrived < record.timestamp() ? arrived : clock.millis());
    }

    @Override
    public void onCommit() {
        long now = clock.millis();
        deadLetters.drain(now).forEach(letter -> context.forward(letter, CombineTopology.DEAD_LETTERS));
        sendDeltas(now);
        tellWait(now);
        combiner.waysIn().tell(meter);
        meter.cut(deadLetters.drainCut());
        if (progressDue) {
            sendProgress(now);
        }
    }

    @Override
    public void discard() {
        combiner.clear();
        measurements.clear();
        deadLetters.clear();
        oldestArrivalMillis = NOTHING_CAME;
    }

    private void tellWait(long now) {
        if (oldestArrivalMillis != NOTHING_CAME) {
            meter.waited(Math.max(0, now - oldestArrivalMillis));
            oldestArrivalMillis = NOTHING_CAME;
        }
    }

    private void sendDeltas(long now) {
        long begin = System.nanoTime();
        Sent sent = new Sent();
        for (SketchDelta delta : combiner.drain()) {
            send(delta.service(), SketchCodec.split(delta, settings.largestRecordBytes()), now, sent);
        }
        for (MeasurementDelta delta : measurements.drain()) {
            send(delta.service(), SketchCodec.split(delta, settings.largestRecordBytes()), now, sent);
        }
        if (sent.records > 0) {
            meter.sent(sent.records, sent.bytes, System.nanoTime() - begin);
        }
    }

    private void send(String service, List<byte[]> values, long now, Sent sent) {
        byte[] key = service.getBytes(StandardCharsets.UTF_8);
        for (byte[] value : values) {
            context.forward(new Record<>(key, value, now), CombineTopology.SKETCHES);
            sent.records++;
            sent.bytes += value.length;
        }
    }

    private void count(String topic, long counted) {
        if (topic.equals(topics.measurements())) {
            meter.measured(counted);
        } else {
            meter.counted(counted);
        }
    }

    private void sendProgress(long now) {
        SortedMap<String, Integer> counts = positions.partitionCounts();
        if (counts.containsValue(0)) {
            return; // How many combiners there are is not known yet: saying a wrong number would be worse than nothing.
        }
        CombinerProgress progress = new CombinerProgress(
                context.taskId().partition(),
                Collections.max(counts.values()),
                now,
                reachedMillis(now),
                positions.caughtUp(),
                counts,
                positions.nextOffsets());
        context.forward(new Record<>(null, SketchCodec.write(progress), now), CombineTopology.PROGRESS);
        progressDue = false;
    }

    /** What cannot be read yet of one topic is missing however far the others have come. */
    private long reachedMillis(long now) {
        Duration hidden = positions.hiddenFor();
        long reached = combiner.eventHighWaterMillis();
        return hidden.isZero() ? reached : Math.min(reached, now - hidden.toMillis());
    }

    /** What left in one commit. */
    private static final class Sent {
        private int records;
        private long bytes;
    }
}
