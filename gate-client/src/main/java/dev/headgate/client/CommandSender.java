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
import dev.headgate.schemas.signing.SigningKey;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** Sends a signed command and waits for the gate's answer. */
public final class CommandSender {
    private static final Duration POLL = Duration.ofMillis(200);

    private static final Set<Phase> WAITS = EnumSet.of(Phase.SCHEDULED, Phase.PREPARING);

    private final Properties client;
    private final TopicCatalogue catalogue;
    private final SigningKey key;
    private final JsonCodec codec = new JsonCodec();

    /** Sends to an installation with an operator's key. */
    public CommandSender(Properties client, TopicCatalogue catalogue, SigningKey key) {
        this.client = client;
        this.catalogue = catalogue;
        this.key = key;
    }

    /**
     * Sends a command and waits for the first decision about it that is of one of the kinds, or for the command
     * itself among the dead letters.
     *
     * @throws KafkaException if the broker does not take the command
     */
    public Answer sendAndAwait(Command command, Set<DecisionKind> answers, Duration timeout)
            throws InterruptedException {
        return sendAndAwait(List.of(command), answers, timeout).get(0);
    }

    /**
     * Sends commands and waits until each has its answer.
     *
     * @return the answers in the order of the commands
     * @throws KafkaException if the broker does not take one
     */
    public List<Answer> sendAndAwait(List<Command> commands, Set<DecisionKind> answers, Duration timeout)
            throws InterruptedException {
        List<String> topics = List.of(
                catalogue.name(TopicCatalogue.GATE_DECISIONS),
                catalogue.name(TopicCatalogue.GATE_ROLLOUTS),
                catalogue.name(TopicCatalogue.TELEMETRY_DEAD_LETTERS));
        try (TopicReader reader = TopicReader.fromEnd(client, topics)) {
            List<Waiting> waiting = new ArrayList<>();
            for (Command command : commands) {
                waiting.add(new Waiting(command, send(command), answers));
            }
            long begun = System.nanoTime();
            while (waiting.stream().anyMatch(Waiting::unanswered) && System.nanoTime() - begun < timeout.toNanos()) {
                List<ConsumerRecord<byte[], byte[]>> records = reader.poll(POLL);
                waiting.forEach(each -> each.look(records));
            }
            return waiting.stream().map(Waiting::answer).toList();
        }
    }

    /**
     * Sends a command and returns when the broker has it.
     *
     * @return where it is
     * @throws KafkaException if the broker does not take it
     */
    public RecordMetadata send(Command command) throws InterruptedException {
        CommandHeader header = command.header();
        return new SignedRecord(
                        catalogue.name(TopicCatalogue.GATE_COMMANDS),
                        header.service(),
                        header.correlationId(),
                        codec.write(command))
                .send(client, key);
    }

    /**
     * Whether a decision is about this command and not about another's for the same rollout. A refusal and what a start
     * sets going carry the command's correlation id; what comes of other commands carries that of the rollout's start, and
     * was decided once the command had been read.
     *
     * @param partition where the command is
     * @param offset its offset there
     */
    public static boolean answers(Decision decision, Command command, int partition, long offset) {
        CommandHeader header = command.header();
        if (!decision.rolloutId().equals(header.rolloutId())) {
            return false;
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

    /** A command and what has come of it so far. */
    private final class Waiting {
        private final Command command;
        private final RecordMetadata sent;
        private final Set<DecisionKind> kinds;
        private Answer answer = new Answer.Silence();

        Waiting(Command command, RecordMetadata sent, Set<DecisionKind> kinds) {
            this.command = command;
            this.sent = sent;
            this.kinds = kinds;
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
                    return Optional.of(codec.readDecision(record.value()))
                            .filter(decision -> kinds.contains(decision.kind()))
                            .filter(decision -> answers(decision, command, sent.partition(), sent.offset()))
                            .map(Answer.Decided::new);
                }
                return record.topic().equals(catalogue.name(TopicCatalogue.GATE_ROLLOUTS))
                        ? Optional.ofNullable(record.value())
                                .map(codec::readRolloutState)
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
    }
}
