package dev.headgate.processor.judge;

import dev.headgate.core.GateSettings;
import dev.headgate.core.ServiceGate;
import dev.headgate.core.progress.ProgressBoard;
import dev.headgate.processor.streams.StreamsProperties;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.InputOffset;
import dev.headgate.schemas.model.RecordedTick;
import dev.headgate.schemas.signing.TrustedKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * A judge task that lives again: given what it was given, at the ticks that it recorded, it says the same to the byte. Reads
 * and refuses records with the live judge's own code. Needs no broker. Not thread safe.
 */
public final class ReplayedJudge {

    /** Nothing depends on when is written down; doing so bounds what has to be remembered for a failure of judging. */
    private static final int TICKS_BETWEEN_COMMITS = 256;

    private static final JsonCodec JSON = new JsonCodec();

    private final int task;
    private final Intake intake;
    private final TaskJudge judge;
    private int sinceCommit;
    private long refused;
    private long otherTicks;

    /**
     * What the judge had to go by.
     *
     * @param core its time constants
     * @param partitions how many partitions its inputs have
     * @param trustedKeys whose commands it obeyed
     * @param gateKeys keys of gates, its own among them, whose signals about a train it heard
     */
    public record Settings(GateSettings core, int partitions, TrustedKeys trustedKeys, Optional<TrustedKeys> gateKeys) {

        /** Of a gate that was told nothing by gates. */
        public Settings(GateSettings core, int partitions, TrustedKeys trustedKeys) {
            this(core, partitions, trustedKeys, Optional.empty());
        }
    }

    /**
     * Where a replay begins for want of what was before.
     *
     * @param tick everything up to it is not known
     * @param services services that had been asked of by then: their telemetry counts from the beginning on
     */
    public record Beginning(RecordedTick tick, List<String> services) {

        /** Copies the list. */
        public Beginning {
            services = List.copyOf(services);
        }
    }

    /** A decision that was taken again. */
    public static final class Redecided {

        private final Decision decision;
        private final byte[] value;

        Redecided(Decision decision, byte[] value) {
            this.decision = decision;
            this.value = value;
        }

        /** The decision. */
        public Decision decision() {
            return decision;
        }

        /** The bytes that the live judge would have signed and published. */
        public byte[] value() {
            return value;
        }
    }

    private record Origin(String topic, int partition, long offset) implements RecordMetadata {}

    /**
     * A task that begins.
     *
     * @param task the judge task, which is its partition of every input
     * @param beginning where it begins; empty for a task's very first tick
     */
    public ReplayedJudge(int task, Settings settings, Optional<Beginning> beginning) {
        this.task = task;
        intake = new Intake(
                new CommandKeys(settings.trustedKeys(), settings.gateKeys()), topic -> settings.partitions());
        JudgeStore store = new JudgeStore(new MemoryStore());
        beginning.ifPresent(known -> begin(known, settings.core(), store));
        judge = new TaskJudge(task, settings.core(), Policies::read, GateStep.OF_CORE, store);
    }

    /**
     * Gives a record of an input.
     *
     * @param topic its topic's name without prefix
     */
    public void take(String topic, ConsumerRecord<byte[], byte[]> record) {
        try {
            // No negative time stamps in a Streams record, whatever the log holds; the judge looks at none.
            intake.take(
                    topic,
                    new Record<>(record.key(), record.value(), Math.max(0, record.timestamp()), record.headers()),
                    new Origin(topic, task, record.offset()),
                    judge);
        } catch (Refused unusable) {
            refused++;
        }
    }

    /** Takes a tick, after everything was given that it had taken into account; what was decided, in order. */
    public List<Redecided> tick(RecordedTick tick) {
        TaskJudge.Result result = judge.tick(tick.instant());
        if (result.record().filter(record -> !record.equals(tick)).isPresent()) {
            otherTicks++;
        }
        if (++sinceCommit == TICKS_BETWEEN_COMMITS) {
            judge.write();
            sinceCommit = 0;
        }
        List<Redecided> decisions = new ArrayList<>();
        result.outcomes()
                .forEach(outcome -> outcome.decisions().forEach(decision -> {
                    byte[] value = DecisionBytes.of(JSON, decision);
                    if (value.length <= StreamsProperties.LARGEST_RECORD_BYTES) {
                        decisions.add(new Redecided(decision, value));
                    }
                }));
        return decisions;
    }

    /** Whether that rollout is under way. */
    public boolean live(String service, String rolloutId) {
        return judge.live(service, rolloutId);
    }

    /** Records that were refused. */
    public long refused() {
        return refused;
    }

    /** Ticks that would have been recorded otherwise: what the live judge had been given was not the same. */
    public long otherTicks() {
        return otherTicks;
    }

    private static void begin(Beginning beginning, GateSettings core, JudgeStore store) {
        store.write(memory(beginning.tick()));
        beginning
                .services()
                .forEach(service -> store.write(new ServiceJudge(
                        service, GateStep.OF_CORE, () -> ServiceGate.create(service, core), Optional.empty())));
    }

    private static TaskMemory memory(RecordedTick tick) {
        Map<String, Long> offsets =
                tick.offsets().stream().collect(Collectors.toMap(InputOffset::topic, InputOffset::offset));
        return new TaskMemory(tick.instant(), offsets, new ProgressBoard.Snapshot(List.of()));
    }
}
