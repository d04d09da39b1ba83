package dev.headgate.client;

import dev.headgate.schemas.codec.CodecException;
import dev.headgate.schemas.codec.DeadLetterHeaders;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.StartRollout;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** A command that was sent, and what has come of it so far. Not thread-safe. */
final class Waiting {
    private static final Set<Phase> WAITS = EnumSet.of(Phase.SCHEDULED, Phase.PREPARING);
    private static final JsonCodec CODEC = new JsonCodec();

    private final TopicCatalogue catalogue;
    private final Command command;
    private final RecordMetadata sent;
    private final Set<DecisionKind> kinds;
    private Answer answer = new Answer.Silence();

    /**
     * Waits for the answer to a command.
     *
     * @param sent where it is
     * @param kinds the decisions that may be the answer of a gate that does not say which command it answers
     */
    Waiting(TopicCatalogue catalogue, Command command, RecordMetadata sent, Set<DecisionKind> kinds) {
        this.catalogue = catalogue;
        this.command = command;
        this.sent = sent;
        this.kinds = kinds;
    }

    /** Where answers stand. */
    static List<String> topics(TopicCatalogue catalogue) {
        return List.of(
                catalogue.name(TopicCatalogue.GATE_DECISIONS),
                catalogue.name(TopicCatalogue.GATE_ROLLOUTS),
                catalogue.name(TopicCatalogue.TELEMETRY_DEAD_LETTERS));
    }

    boolean unanswered() {
        return answer instanceof Answer.Silence;
    }

    Answer answer() {
        return answer;
    }

    void look(List<ConsumerRecord<byte[], byte[]>> records) {
        if (unanswered()) {
            records.stream()
                    .flatMap(record -> answer(record).stream())
                    .findFirst()
                    .ifPresent(found -> answer = found);
        }
    }

    private Optional<Answer> answer(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.topic().equals(catalogue.name(TopicCatalogue.GATE_DECISIONS))) {
                return Optional.of(CODEC.readDecision(record.value()))
                        .filter(decision -> decision.command().isPresent() || kinds.contains(decision.kind()))
                        .filter(decision -> answers(decision, command, sent.partition(), sent.offset()))
                        .map(Answer.Decided::new);
            }
            return record.topic().equals(catalogue.name(TopicCatalogue.GATE_ROLLOUTS))
                    ? Optional.ofNullable(record.value())
                            .map(CODEC::readRolloutState)
                            .filter(this::waits)
                            .map(Answer.Waits::new)
                    : Optional.of(DeadLetterHeaders.read(record.headers()))
                            .filter(letter -> letter.topic().equals(sent.topic())
                                    && letter.partition() == sent.partition()
                                    && letter.offset() == sent.offset())
                            .map(Answer.Unusable::new);
        } catch (CodecException e) {
            // Somebody else's garbage is no answer to this command.
            return Optional.empty();
        }
    }

    /** A start may have to wait for people or hours before anything is decided. */
    private boolean waits(RolloutState state) {
        return command instanceof StartRollout
                && state.rolloutId().equals(command.header().rolloutId())
                && WAITS.contains(state.phase());
    }

    /**
     * Whether a decision is about this command and not about another's for the same rollout: it names the command. Those of
     * earlier gates name none: there a refusal and what a start sets going carry the command's correlation id; what comes of
     * other commands carries that of the rollout's start, and was decided once the command had been read.
     *
     * @param partition where the command is
     * @param offset its offset there
     */
    static boolean answers(Decision decision, Command command, int partition, long offset) {
        CommandHeader header = command.header();
        if (!decision.rolloutId().equals(header.rolloutId())) {
            return false;
        }
        if (decision.command().isPresent()) {
            return decision.command().get().equals(header.commandId());
        }
        if (decision.correlationId().equals(header.correlationId())) {
            return true;
        }
        boolean carriesTheStarts = !(command instanceof StartRollout) && decision.kind() != DecisionKind.REFUSE;
        // Several people's commands may have been recorded at the same instant: the record says whose it is.
        boolean others =
                decision.kind() == DecisionKind.RECORD && !decision.reason().contains(header.issuedBy());
        return carriesTheStarts && !others && knewOf(decision, partition, offset);
    }

    private static boolean knewOf(Decision decision, int partition, long offset) {
        return decision.inputOffsets().stream()
                .filter(read -> read.topic().equals(TopicCatalogue.GATE_COMMANDS))
                .allMatch(read -> read.partition() == partition && read.offset() >= offset);
    }
}
