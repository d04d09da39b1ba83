package dev.headgate.cli.replay;

import dev.headgate.cli.CommandFailure;
import dev.headgate.client.PartitionReader;
import dev.headgate.client.TopicReader;
import dev.headgate.processor.judge.ReplayedJudge;
import dev.headgate.schemas.codec.CodecException;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.InputOffset;
import dev.headgate.schemas.model.RecordedTick;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A recording in an installation's topics. Committed records only; of the topics no more than a few requests' worth is in
 * memory at a time.
 */
public final class RecordedTopics implements RolloutRecording {

    private static final List<String> INPUTS =
            List.of(TopicCatalogue.GATE_COMMANDS, TopicCatalogue.EXECUTIONS, TopicCatalogue.GATE_SKETCHES);
    private static final JsonCodec JSON = new JsonCodec();

    private final Map<String, PartitionReader> inputs;
    private final PartitionReader ticks;
    private final About about;

    private RecordedTopics(Map<String, PartitionReader> inputs, PartitionReader ticks, About about) {
        this.inputs = inputs;
        this.ticks = ticks;
        this.about = about;
    }

    /**
     * Opens the recording of a rollout.
     *
     * @throws CommandFailure if the rollout is unknown, or too much of its recording is not retained any more
     */
    public static RecordedTopics open(Properties client, TopicCatalogue catalogue, String rolloutId) {
        String topic = catalogue.name(TopicCatalogue.GATE_DECISIONS);
        int partitions = TopicReader.partitionCount(client, topic);
        int partition = IntStream.range(0, partitions)
                .filter(each ->
                        !decisions(client, topic, each, isOf(rolloutId), 1).isEmpty())
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        "no decision of rollout " + rolloutId + " is retained in " + topic,
                        "\"headgate decisions tail --no-follow -o json\" shows the rollouts that there are."));
        Map<String, PartitionReader> inputs = new HashMap<>();
        PartitionReader ticks = PartitionReader.open(client, catalogue.name(TopicCatalogue.GATE_TICKS), partition);
        try {
            INPUTS.forEach(input -> inputs.put(input, PartitionReader.open(client, catalogue.name(input), partition)));
            Optional<RecordedTick> after = begin(ticks, inputs);
            // Read last: every decision up to the last tick is there then.
            List<ConsumerRecord<byte[], byte[]>> decisions =
                    decisions(client, topic, partition, isOf(rolloutId), Integer.MAX_VALUE);
            Decision first = JSON.readDecision(decisions.get(0).value());
            Optional<ReplayedJudge.Beginning> beginning =
                    after.map(tick -> beginning(client, topic, partition, first, tick));
            About about = new About(rolloutId, first.service(), partition, partitions, beginning, decisions);
            return new RecordedTopics(inputs, ticks, about);
        } catch (RuntimeException e) {
            inputs.values().forEach(PartitionReader::close);
            ticks.close();
            throw e;
        }
    }

    @Override
    public About about() {
        return about;
    }

    @Override
    public Optional<ConsumerRecord<byte[], byte[]>> next() {
        Optional<ConsumerRecord<byte[], byte[]>> tick = ticks.peek();
        if (tick.isEmpty()) {
            return Optional.empty();
        }
        for (InputOffset upTo : JSON.readTick(tick.get().value()).offsets()) {
            PartitionReader input = inputs.get(upTo.topic());
            Optional<ConsumerRecord<byte[], byte[]>> record = input == null ? Optional.empty() : input.peek();
            if (input != null && record.isPresent() && record.get().offset() <= upTo.offset()) {
                input.skip();
                return Optional.of(named(upTo.topic(), record.get()));
            }
        }
        ticks.skip();
        return Optional.of(named(TopicCatalogue.GATE_TICKS, tick.get()));
    }

    @Override
    public void close() {
        inputs.values().forEach(PartitionReader::close);
        ticks.close();
    }

    /** Goes to the first tick all of whose inputs are retained; the one before it, if any is lost. */
    private static Optional<RecordedTick> begin(PartitionReader ticks, Map<String, PartitionReader> inputs) {
        boolean whole = ticks.beginning() == 0 && inputs.values().stream().allMatch(input -> input.beginning() == 0);
        if (whole) {
            return Optional.empty();
        }
        for (Optional<ConsumerRecord<byte[], byte[]>> next = ticks.peek(); next.isPresent(); next = ticks.peek()) {
            ticks.skip();
            RecordedTick tick = JSON.readTick(next.get().value());
            Map<String, Long> read = new HashMap<>();
            tick.offsets().forEach(offset -> read.put(offset.topic(), offset.offset() + 1));
            if (inputs.entrySet().stream()
                    .allMatch(input -> input.getValue().beginning() <= read.getOrDefault(input.getKey(), 0L))) {
                inputs.forEach((topic, input) -> input.seek(read.getOrDefault(topic, 0L)));
                return Optional.of(tick);
            }
        }
        throw new CommandFailure(
                "nothing that can be replayed is retained: the ticks' inputs are gone",
                "The retention of gate.ticks and gate.sketches (retention.ms) limits what can be replayed.");
    }

    /** A service that was decided about had a gate, and what a gate hears between rollouts counts. */
    private static ReplayedJudge.Beginning beginning(
            Properties client, String topic, int partition, Decision first, RecordedTick after) {
        refuseLostBeginning(first, after);
        Predicate<Decision> earlier = decision -> decision.service().equals(first.service())
                && !decision.evaluatedAt().isAfter(after.instant());
        boolean hadGate = !decisions(client, topic, partition, earlier, 1).isEmpty();
        return new ReplayedJudge.Beginning(after, hadGate ? List.of(first.service()) : List.of());
    }

    private static void refuseLostBeginning(Decision first, RecordedTick after) {
        long commands = after.offsets().stream()
                .filter(offset -> offset.topic().equals(TopicCatalogue.GATE_COMMANDS))
                .mapToLong(InputOffset::offset)
                .max()
                .orElse(-1);
        if (first.epoch() <= commands) {
            throw new CommandFailure(
                    "rollout " + first.rolloutId() + " began before " + after.instant()
                            + ", the beginning of what is retained of the judge's inputs",
                    "The retention of gate.ticks and gate.sketches (retention.ms) limits what can be replayed; \"headgate"
                            + " rollout replay --save\" keeps a recording.");
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> decisions(
            Properties client, String topic, int partition, Predicate<Decision> wanted, int most) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        try (PartitionReader reader = PartitionReader.open(client, topic, partition)) {
            for (var record = reader.peek(); record.isPresent() && found.size() < most; record = reader.peek()) {
                reader.skip();
                if (holds(record.get().value(), wanted)) {
                    found.add(named(TopicCatalogue.GATE_DECISIONS, record.get()));
                }
            }
        }
        return found;
    }

    private static Predicate<Decision> isOf(String rolloutId) {
        return decision -> decision.rolloutId().equals(rolloutId);
    }

    private static boolean holds(byte[] value, Predicate<Decision> wanted) {
        try {
            return wanted.test(JSON.readDecision(value));
        } catch (CodecException notADecision) {
            return false;
        }
    }

    private static ConsumerRecord<byte[], byte[]> named(String topic, ConsumerRecord<byte[], byte[]> record) {
        return Records.of(
                topic,
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.key(),
                record.value(),
                record.headers());
    }
}
