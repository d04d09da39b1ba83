package dev.headgate.cli;

import dev.headgate.cli.executions.Recorded;
import dev.headgate.client.TopicReader;
import dev.headgate.executor.journal.Journal;
import dev.headgate.executor.journal.JournalCodec;
import dev.headgate.executor.journal.JournalEntry;
import dev.headgate.schemas.codec.CodecException;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutorHold;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;

/** What executors have written, and the decisions that it belongs to. */
final class ExecutionRecords {

    /** A decision is older than what was done about it: it may have waited. */
    private static final Duration DECIDED_BEFORE = Duration.ofDays(1);

    private static final Duration POLL = Duration.ofMillis(500);

    private ExecutionRecords() {}

    /**
     * What was recorded since then.
     *
     * @param topic the full name of the topic of executions
     * @param decisions the full name of the topic of decisions
     */
    static List<Recorded> since(ConnectionOptions connection, String topic, String decisions, Instant since) {
        JsonCodec codec = new JsonCodec();
        List<Execution> executions = read(connection, topic, since, codec::readExecution);
        List<Decision> decided = executions.isEmpty()
                ? List.of()
                : read(connection, decisions, since.minus(DECIDED_BEFORE), codec::readDecision);
        return Recorded.of(executions, decided);
    }

    /**
     * What is there, and then each record that comes.
     *
     * @param read reads what is there
     * @param first takes it
     * @param next takes each that was not among it
     * @param enough when to end
     */
    static void follow(
            ConnectionOptions connection,
            String topic,
            String decisions,
            Supplier<List<Recorded>> read,
            Consumer<List<Recorded>> first,
            Consumer<Recorded> next,
            BooleanSupplier enough) {
        JsonCodec codec = new JsonCodec();
        Map<String, Decision> known = new HashMap<>();
        try (TopicReader reader = TopicReader.fromEnd(connection.client(), List.of(topic, decisions))) {
            List<Recorded> there = read.get();
            there.forEach(one -> one.decision().ifPresent(decision -> known.put(decision.decisionId(), decision)));
            Set<Execution> shown = there.stream().map(Recorded::execution).collect(Collectors.toSet());
            first.accept(there);
            while (!enough.getAsBoolean()) {
                for (var record : reader.poll(POLL)) {
                    if (record.topic().equals(decisions)) {
                        read(record.value(), codec::readDecision)
                                .ifPresent(decision -> known.put(decision.decisionId(), decision));
                    } else {
                        read(record.value(), codec::readExecution)
                                .filter(execution -> !shown.contains(execution))
                                .map(execution -> new Recorded(
                                        execution, Optional.ofNullable(known.get(execution.decisionId())), false))
                                .ifPresent(next);
                    }
                }
            }
        }
    }

    /** What holds executors back, an entry for each partition; none where the journal may not be read. */
    static List<JournalEntry> holds(ConnectionOptions connection, String journalTopic) {
        JournalCodec codec = new JournalCodec();
        SortedMap<Integer, Journal> journals = new TreeMap<>();
        try (TopicReader reader = TopicReader.fromBeginning(connection.client(), List.of(journalTopic))) {
            for (var record : reader.toEnd()) {
                String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
                Journal journal = journals.computeIfAbsent(record.partition(), number -> new Journal());
                if (key.contains("/") && ExecutorHold.isService(key.substring(0, key.indexOf('/')))) {
                    take(codec, journal, key, record.value());
                }
            }
        } catch (AuthorizationException mayNotLook) {
            return List.of();
        }
        return journals.values().stream()
                .flatMap(journal -> journal.hold().stream())
                .toList();
    }

    private static void take(JournalCodec codec, Journal journal, String key, byte @Nullable [] value) {
        try {
            if (value == null) {
                journal.forget(key);
            } else {
                journal.put(codec.read(value));
            }
        } catch (CodecException unreadable) {
            journal.unreadable(key);
        }
    }

    private static <T> List<T> read(
            ConnectionOptions connection, String topic, Instant since, Function<byte[], T> read) {
        List<T> found = new ArrayList<>();
        try (TopicReader reader = TopicReader.fromBeginning(connection.client(), List.of(topic))) {
            for (var record : reader.between(notBeforeTime(since), Instant.now())) {
                read(record.value(), read).ifPresent(found::add);
            }
        }
        return found;
    }

    /** Somebody else's garbage is not shown; {@code dead-letters list} tells of it. */
    private static <T> Optional<T> read(byte @Nullable [] value, Function<byte[], T> read) {
        try {
            return Optional.ofNullable(value).map(read);
        } catch (CodecException unreadable) {
            return Optional.empty();
        }
    }

    private static Instant notBeforeTime(Instant since) {
        return since.isBefore(Instant.EPOCH) ? Instant.EPOCH : since;
    }
}
