package dev.headgate.cli;

import dev.headgate.cli.executions.Recorded;
import dev.headgate.cli.kafka.TopicReader;
import dev.headgate.schemas.codec.CodecException;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Execution;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

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
