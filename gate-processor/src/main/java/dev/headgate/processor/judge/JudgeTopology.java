package dev.headgate.processor.judge;

import dev.headgate.processor.streams.ArrivalTime;
import dev.headgate.processor.streams.CommitHookStore;
import dev.headgate.processor.streams.SourceLag;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Application 2, the way of sketches into decisions. Everything is keyed by service.
 *
 * <pre>
 * gate.sketches ─┐           ┌─► gate.decisions          signed
 * gate.commands ─┼─► judge ──┼─► gate.evaluations
 * executions    ─┘     │     ├─► gate.rollouts           present state, compacted
 *                      │     ├─► gate.policies           by hash, compacted
 *                 judge-state├─► gate.ticks              for replay, in the task's own partition
 *                (changelog) ├─► gate.commands           what gates of a train tell each other, signed
 *                            └─► telemetry.dead-letters  what cannot be used, and why
 * </pre>
 */
public final class JudgeTopology {

    static final String SKETCHES = "sketches";
    static final String COMMANDS = "commands";
    static final String EXECUTIONS = "executions";
    static final String DECISIONS = "decisions";
    static final String EVALUATIONS = "evaluations";
    static final String ROLLOUTS = "rollouts";
    static final String POLICIES = "policies";
    static final String TICKS = "ticks";
    static final String SIGNALS = "signals";
    static final String DEAD_LETTERS = "dead-letters";
    static final String COMMIT_HOOK = "judge-commit-hook";

    /** Name of the store; its changelog is named {@code <application id>-judge-state-changelog}. */
    public static final String STATE = "judge-state";

    private JudgeTopology() {}

    /**
     * The topology.
     *
     * @param lag knows how many partitions the inputs have
     * @param clock gives the instants of ticks
     */
    public static Topology of(
            JudgeTopics topics,
            JudgeSettings settings,
            Supplier<SourceLag> lag,
            JudgeMeter meter,
            InstantSource clock) {
        return of(topics, settings, lag, meter, clock, GateStep.OF_CORE);
    }

    static Topology of(
            JudgeTopics topics,
            JudgeSettings settings,
            Supplier<SourceLag> lag,
            JudgeMeter meter,
            InstantSource clock,
            GateStep step) {
        var read = new ByteArrayDeserializer();
        var write = new ByteArraySerializer();
        String judge = JudgeProcessor.NAME;
        return new Topology()
                .addSource(AutoOffsetReset.earliest(), SKETCHES, new ArrivalTime(), read, read, topics.sketches())
                .addSource(AutoOffsetReset.earliest(), COMMANDS, new AheadOfAll(), read, read, topics.commands())
                .addSource(AutoOffsetReset.earliest(), EXECUTIONS, new AheadOfAll(), read, read, topics.executions())
                .addProcessor(
                        judge,
                        () -> new JudgeProcessor(topics, settings, lag, meter, clock, step),
                        SKETCHES,
                        COMMANDS,
                        EXECUTIONS)
                .addStateStore(CommitHookStore.builder(COMMIT_HOOK), judge)
                .addStateStore(state(), judge)
                .addSink(DECISIONS, topics.decisions(), write, write, judge)
                .addSink(EVALUATIONS, topics.evaluations(), write, write, judge)
                .addSink(ROLLOUTS, topics.rollouts(), write, write, judge)
                .addSink(POLICIES, topics.policies(), write, write, judge)
                .addSink(TICKS, topics.ticks(), new NoKey(), write, new OwnPartition(), judge)
                .addSink(SIGNALS, topics.commands(), write, write, judge)
                .addSink(DEAD_LETTERS, topics.deadLetters(), write, write, judge);
    }

    /** Caching stays off: what the hook writes has to reach the transaction that is being committed. */
    private static StoreBuilder<KeyValueStore<String, byte[]>> state() {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(STATE), Serdes.String(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of("segment.bytes", "16777216", "min.cleanable.dirty.ratio", "0.1"));
    }
}
