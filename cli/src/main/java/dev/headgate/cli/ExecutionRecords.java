package dev.headgate.cli;

import dev.headgate.cli.executions.Recorded;
import dev.headgate.cli.kafka.TopicReader;
import dev.headgate.executor.acceptance.ExecutorHold;
import dev.headgate.executor.journal.Journal;
import dev.headgate.executor.journal.JournalCodec;
import dev.headgate.executor.journal.JournalEntry;
import dev.headgate.schemas.codec.CodecException;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Execution;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;

/** What executors have written, and the decisions that it belongs to. */
final class ExecutionRecords {

    /** A decision is older than what was done about it: it may have waited. */
    private static final Duration DECIDED_BEFORE = Duration.ofDays(1);

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
                if (record.value() != null) {
                    try {
                        found.add(read.apply(record.value()));
                    } catch (CodecException unreadable) {
                        // Somebody else's garbage is not shown; `dead-letters list` tells of it.
                    }
                }
            }
        }
        return found;
    }

    private static Instant notBeforeTime(Instant since) {
        return since.isBefore(Instant.EPOCH) ? Instant.EPOCH : since;
    }
}
