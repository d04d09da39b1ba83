package dev.headgate.processor.combine;

import dev.headgate.processor.streams.ArrivalTime;
import dev.headgate.processor.streams.CommitHookStore;
import dev.headgate.processor.streams.EveryPartition;
import dev.headgate.processor.streams.SourceLag;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;

/**
 * Application 1, the way of telemetry into sketches.
 *
 * <pre>
 * telemetry.requests     ─┐            ┌─► gate.sketches           deltas per service, at commit
 * telemetry.summaries    ─┼─► combine ─┼─► gate.sketches           progress, to every partition
 * telemetry.measurements ─┤            └─► telemetry.dead-letters  what cannot be used, and why
 * otlp_spans             ─┤  if they are switched on
 * otlp_metrics           ─┘
 * </pre>
 */
public final class CombineTopology {

    static final String REQUESTS = "requests";
    static final String SUMMARIES = "summaries";
    static final String MEASUREMENTS = "measurements";
    static final String OTLP_SPANS = "otlp-spans";
    static final String OTLP_METRICS = "otlp-metrics";
    static final String SKETCHES = "sketches";
    static final String PROGRESS = "progress";
    static final String DEAD_LETTERS = "dead-letters";
    static final String COMMIT_HOOK = "combine-commit-hook";

    private CombineTopology() {}

    /**
     * The topology.
     *
     * @param lag how far the calling stream thread is behind
     * @param clock what event times are compared with
     */
    public static Topology of(
            CombineTopics topics,
            CombineSettings settings,
            Supplier<SourceLag> lag,
            CombineMeter meter,
            InstantSource clock) {
        var write = new ByteArraySerializer();
        Topology topology = new Topology();
        return topology.addProcessor(
                        CombineProcessor.NAME,
                        () -> new CombineProcessor(topics, settings, lag, meter, clock),
                        sources(topology, topics, settings))
                .addStateStore(CommitHookStore.builder(COMMIT_HOOK), CombineProcessor.NAME)
                .addSink(SKETCHES, topics.sketches(), write, write, CombineProcessor.NAME)
                .addSink(PROGRESS, topics.sketches(), write, write, new EveryPartition(), CombineProcessor.NAME)
                .addSink(DEAD_LETTERS, topics.deadLetters(), write, write, CombineProcessor.NAME);
    }

    /** What others wrote long before it was asked for is of no use any more, and may be much. */
    private static String[] sources(Topology topology, CombineTopics topics, CombineSettings settings) {
        var all = AutoOffsetReset.earliest();
        var late = AutoOffsetReset.byDuration(settings.timeliness().latenessAllowed());
        List<String> names = new ArrayList<>();
        names.add(source(topology, all, REQUESTS, topics.requests()));
        names.add(source(topology, all, SUMMARIES, topics.summaries()));
        names.add(source(topology, all, MEASUREMENTS, topics.measurements()));
        topics.otlpSpans().ifPresent(topic -> names.add(source(topology, late, OTLP_SPANS, topic)));
        topics.otlpMetrics().ifPresent(topic -> names.add(source(topology, late, OTLP_METRICS, topic)));
        return names.toArray(String[]::new);
    }

    private static String source(Topology topology, AutoOffsetReset from, String name, String topic) {
        var read = new ByteArrayDeserializer();
        topology.addSource(from, name, new ArrivalTime(), read, read, topic);
        return name;
    }
}
