package dev.headgate.cli;

import dev.headgate.cli.direct.SignedDecision;
import dev.headgate.cli.executions.Asking;
import dev.headgate.client.Answerable;
import dev.headgate.client.TopicStretch;
import dev.headgate.schemas.codec.CodecException;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.signing.SigningKey;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the gate has written about one rollout. */
final class RolloutRecords {
    private static final Duration LAST_EVALUATIONS = Duration.ofMinutes(2);

    private RolloutRecords() {}

    /** Its decisions, oldest first. */
    static List<Decision> decisions(ConnectionOptions connection, RolloutState state) {
        return of(connection, state, TopicCatalogue.GATE_DECISIONS, state.startedAt(), new JsonCodec()::readDecision)
                .stream()
                .filter(decision -> decision.rolloutId().equals(state.rolloutId()))
                .toList();
    }

    /** The same, and which of them a key has signed. */
    static List<SignedDecision> decisions(ConnectionOptions connection, RolloutState state, SigningKey key) {
        return read(
                        connection,
                        state,
                        TopicCatalogue.GATE_DECISIONS,
                        state.startedAt(),
                        (record, value) -> SignedDecision.read(value, record.headers(), key))
                .stream()
                .filter(signed -> signed.decision().rolloutId().equals(state.rolloutId()))
                .toList();
    }

    /** What executors did about it, in the order of the log. */
    static List<Execution> executions(ConnectionOptions connection, RolloutState state) {
        return of(connection, state, TopicCatalogue.EXECUTIONS, state.startedAt(), new JsonCodec()::readExecution)
                .stream()
                .filter(execution -> execution.rolloutId().equals(state.rolloutId()))
                .toList();
    }

    /** Its executions that wait for a person. */
    static List<Execution> asking(ConnectionOptions connection, RolloutState state, List<Decision> decisions) {
        Set<String> retreats = decisions.stream()
                .filter(decision -> !decision.from().equals(decision.to()) || Answerable.isRetreat(decision.kind()))
                .reduce((earlier, later) -> later)
                .filter(last -> Answerable.isRetreat(last.kind()))
                .map(Decision::decisionId)
                .stream()
                .collect(Collectors.toSet());
        return Asking.of(executions(connection, state), retreats);
    }

    /** How it looked last; empty if that is not kept any more. */
    static Optional<Evaluation> evaluation(ConnectionOptions connection, RolloutState state) {
        Instant from = state.updatedAt().minus(LAST_EVALUATIONS);
        return of(connection, state, TopicCatalogue.GATE_EVALUATIONS, from, new JsonCodec()::readEvaluation).stream()
                .filter(each -> each.rolloutId().equals(state.rolloutId()))
                .reduce((earlier, later) -> later);
    }

    /** How it looked in the last while, oldest first; as far as that is kept. */
    static List<Evaluation> evaluations(ConnectionOptions connection, RolloutState state, Duration last) {
        Instant from = state.updatedAt().minus(last);
        Instant since = from.isBefore(state.startedAt()) ? state.startedAt() : from;
        return of(connection, state, TopicCatalogue.GATE_EVALUATIONS, since, new JsonCodec()::readEvaluation).stream()
                .filter(each -> each.rolloutId().equals(state.rolloutId()))
                .toList();
    }

    private static <T> List<T> of(
            ConnectionOptions connection, RolloutState state, String topic, Instant from, Function<byte[], T> read) {
        return read(connection, state, topic, from, (record, value) -> read.apply(value));
    }

    private static <T> List<T> read(
            ConnectionOptions connection,
            RolloutState state,
            String topic,
            Instant from,
            BiFunction<ConsumerRecord<byte[], byte[]>, byte[], T> read) {
        List<T> found = new ArrayList<>();
        try (TopicStretch stretch = TopicStretch.open(
                connection.client(),
                connection.catalogue().name(topic),
                Optional.of(state.service()),
                from.minusSeconds(1).toEpochMilli(),
                Long.MAX_VALUE / 2)) {
            for (var record = stretch.next(); record.isPresent(); record = stretch.next()) {
                byte[] value = record.get().value();
                if (value == null) {
                    continue;
                }
                try {
                    found.add(read.apply(record.get(), value));
                } catch (CodecException unreadable) {
                    // Somebody else's garbage is not shown; `decisions tail` tells of it.
                }
            }
        }
        return found;
    }
}
