package dev.headgate.processor.judge;

import dev.headgate.core.GateSettings;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.RecordedTick;
import dev.headgate.schemas.signing.TrustedKeys;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;

/** A judge on topics that are lists: it commits and dies when told, and what it had not committed comes again. */
final class RecordingJudge {

    static final List<String> INPUTS =
            List.of(TopicCatalogue.GATE_SKETCHES, TopicCatalogue.GATE_COMMANDS, TopicCatalogue.EXECUTIONS);

    private static final JsonCodec JSON = new JsonCodec();

    private final Map<String, List<ConsumerRecord<byte[], byte[]>>> topics = new HashMap<>();
    private final Map<String, Integer> read = new HashMap<>();
    private final Map<String, Integer> committed = new HashMap<>();
    private final List<RecordedTick> ticks = new ArrayList<>();
    private final List<String> decisions = new ArrayList<>();
    private final List<RecordedTick> ticksToCommit = new ArrayList<>();
    private final List<Decision> decisionsToCommit = new ArrayList<>();
    private final KeyValueStore<String, byte[]> store = StateFixture.emptyStore();
    private final Intake intake;
    private TaskJudge judge;

    private record Origin(String topic, int partition, long offset) implements RecordMetadata {}

    RecordingJudge(TrustedKeys keys) {
        intake = new Intake(new CommandKeys(keys, Optional.empty()), topic -> 1);
        INPUTS.forEach(topic -> topics.put(topic, new ArrayList<>()));
        judge = begun();
    }

    /** Writes a record; {@code gap} offsets before it hold something else, as a transaction's end does. */
    void write(String topic, int gap, Optional<String> key, byte[] value, Headers headers) {
        List<ConsumerRecord<byte[], byte[]>> log = topic(topic);
        long offset = gap + (log.isEmpty() ? 0 : log.get(log.size() - 1).offset() + 1);
        byte[] keyBytes = key.map(text -> text.getBytes(StandardCharsets.UTF_8)).orElse(null);
        log.add(new ConsumerRecord<>(
                topic, 0, offset, 0, TimestampType.LOG_APPEND_TIME, 0, 0, keyBytes, value, headers, Optional.empty()));
    }

    /** Lets the judge read at most so many records of a topic. */
    void read(String topic, int most) {
        List<ConsumerRecord<byte[], byte[]>> log = topic(topic);
        int from = read.getOrDefault(topic, 0);
        int to = Math.min(log.size(), from + most);
        log.subList(from, to).forEach(this::take);
        read.put(topic, to);
    }

    void tick(Instant clock) {
        TaskJudge.Result result = judge.tick(clock);
        result.record().ifPresent(ticksToCommit::add);
        result.outcomes().forEach(outcome -> decisionsToCommit.addAll(outcome.decisions()));
    }

    /** Commits as the live one does; the decisions that are visible now and were not before. */
    List<Decision> commit(Instant clock) {
        if (judge.waiting()) {
            tick(clock);
        }
        if (!ticksToCommit.isEmpty()) {
            judge.write();
        }
        List<Decision> visible = List.copyOf(decisionsToCommit);
        visible.forEach(decision -> decisions.add(new String(JSON.write(decision), StandardCharsets.UTF_8)));
        ticks.addAll(ticksToCommit);
        committed.putAll(read);
        forget();
        return visible;
    }

    /** What was not committed is lost; another goes on from there. */
    void die() {
        forget();
        read.clear();
        read.putAll(committed);
        judge = begun();
    }

    List<RecordedTick> ticks() {
        return ticks;
    }

    List<String> decisions() {
        return decisions;
    }

    List<ConsumerRecord<byte[], byte[]>> topic(String topic) {
        return topics.getOrDefault(topic, List.of());
    }

    private void forget() {
        ticksToCommit.clear();
        decisionsToCommit.clear();
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            intake.take(
                    record.topic(),
                    new Record<>(record.key(), record.value(), 0, record.headers()),
                    new Origin(record.topic(), 0, record.offset()),
                    judge);
        } catch (Refused expected) {
            // Read, and nothing else.
        }
    }

    private TaskJudge begun() {
        return new TaskJudge(0, GateSettings.DEFAULTS, Policies::read, GateStep.OF_CORE, new JudgeStore(store));
    }
}
