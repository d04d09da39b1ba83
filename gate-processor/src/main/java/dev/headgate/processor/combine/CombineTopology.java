package dev.headgate.processor.combine;

import dev.headgate.processor.streams.ArrivalTime;
import dev.headgate.processor.streams.CommitHookStore;
import dev.headgate.processor.streams.EveryPartition;
import dev.headgate.processor.streams.SourceLag;
import java.time.InstantSource;
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
 * telemetry.measurements ─┘            └─► telemetry.dead-letters  what cannot be used, and why
 * </pre>
 */
public final class CombineTopology {

    static final String REQUESTS = "requests";
    static final String SUMMARIES = "summaries";
    static final String MEASUREMENTS = "measurements";
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
        var read = new ByteArrayDeserializer();
        var write = new ByteArraySerializer();
        return new Topology()
                .addSource(AutoOffsetReset.earliest(), REQUESTS, new ArrivalTime(), read, read, topics.requests())
                .addSource(AutoOffsetReset.earliest(), SUMMARIES, new ArrivalTime(), read, read, topics.summaries())
                .addSource(
                        AutoOffsetReset.earliest(), MEASUREMENTS, new ArrivalTime(), read, read, topics.measurements())
                .addProcessor(
                        CombineProcessor.NAME,
                        () -> new CombineProcessor(topics, settings, lag, meter, clock),
                        REQUESTS,
                        SUMMARIES,
                        MEASUREMENTS)
                .addStateStore(CommitHookStore.builder(COMMIT_HOOK), CombineProcessor.NAME)
                .addSink(SKETCHES, topics.sketches(), write, write, CombineProcessor.NAME)
                .addSink(PROGRESS, topics.sketches(), write, write, new EveryPartition(), CombineProcessor.NAME)
                .addSink(DEAD_LETTERS, topics.deadLetters(), write, write, CombineProcessor.NAME);
    }
}
