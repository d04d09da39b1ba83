package dev.headgate.cli.kafka;

import dev.headgate.schemas.codec.CodecException;
import dev.headgate.schemas.codec.DeadLetterHeaders;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.AbortRollout;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.signing.SignatureHeaders;
import dev.headgate.schemas.signing.SigningKey;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends a signed command and waits for the gate's answer. */
public final class CommandSender {
    private static final Duration POLL = Duration.ofMillis(200);

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
        List<String> topics = List.of(
                catalogue.name(TopicCatalogue.GATE_DECISIONS), catalogue.name(TopicCatalogue.TELEMETRY_DEAD_LETTERS));
        try (TopicReader reader = TopicReader.fromEnd(client, topics)) {
            RecordMetadata sent = send(command);
            long begun = System.nanoTime();
            while (System.nanoTime() - begun < timeout.toNanos()) {
                Optional<Answer> answer = reader.poll(POLL).stream()
                        .flatMap(record -> answer(record, command, sent).stream())
                        .filter(found -> !(found instanceof Answer.Decided decided)
                                || answers.contains(decided.decision().kind()))
                        .findFirst();
                if (answer.isPresent()) {
                    return answer.get();
                }
            }
            return new Answer.Silence();
        }
    }

    /**
     * Sends a command and returns when the broker has it.
     *
     * @return where it is
     * @throws KafkaException if the broker does not take it
     */
    public RecordMetadata send(Command command) throws InterruptedException {
        byte[] value = codec.write(command);
        var record = new ProducerRecord<>(
                catalogue.name(TopicCatalogue.GATE_COMMANDS),
                command.header().service().getBytes(StandardCharsets.UTF_8),
                value);
        record.headers()
                .add(
                        SignatureHeaders.CORRELATION_ID,
                        command.header().correlationId().getBytes(StandardCharsets.UTF_8));
        key.sign(value, record.headers());
        Properties properties = new Properties();
        properties.putAll(client);
        properties.setProperty("acks", "all");
        properties.setProperty("max.block.ms", "15000");
        properties.setProperty("request.timeout.ms", "10000");
        properties.setProperty("delivery.timeout.ms", "15000");
        try (var producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            return producer.send(record).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
        }
    }

    /**
     * Whether a decision is about this command and not about another's for the same rollout. A refusal and what a start
     * sets going carry the command's correlation id; an abort's rollback carries that of the rollout's start.
     */
    static boolean answers(Decision decision, Command command) {
        CommandHeader header = command.header();
        boolean carriesTheStarts = command instanceof AbortRollout && decision.kind() != DecisionKind.REFUSE;
        return decision.rolloutId().equals(header.rolloutId())
                && (carriesTheStarts || decision.correlationId().equals(header.correlationId()));
    }

    private Optional<Answer> answer(ConsumerRecord<byte[], byte[]> record, Command command, RecordMetadata sent) {
        try {
            if (record.topic().equals(catalogue.name(TopicCatalogue.GATE_DECISIONS))) {
                return Optional.of(codec.readDecision(record.value()))
                        .filter(decision -> answers(decision, command))
                        .map(Answer.Decided::new);
            }
            return Optional.of(DeadLetterHeaders.read(record.headers()))
                    .filter(letter -> letter.topic().equals(sent.topic())
                            && letter.partition() == sent.partition()
                            && letter.offset() == sent.offset())
                    .map(Answer.Unusable::new);
        } catch (CodecException e) {
            // Somebody else's garbage is no answer to this command.
            return Optional.empty();
        }
    }
}
