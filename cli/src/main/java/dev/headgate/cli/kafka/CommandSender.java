package dev.headgate.cli.kafka;

import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Command;
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
     * Sends a command and waits for the first decision of its rollout that is of one of the kinds.
     *
     * @return the decision, or empty if none came in time
     * @throws KafkaException if the broker does not take the command
     */
    public Optional<Decision> sendAndAwait(Command command, Set<DecisionKind> answers, Duration timeout)
            throws InterruptedException {
        String decisions = catalogue.name(TopicCatalogue.GATE_DECISIONS);
        try (TopicReader reader = TopicReader.fromEnd(client, List.of(decisions))) {
            send(command);
            return await(reader, command.header().rolloutId(), answers, timeout);
        }
    }

    /**
     * Sends a command and returns when the broker has it.
     *
     * @throws KafkaException if the broker does not take it
     */
    public void send(Command command) throws InterruptedException {
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
            producer.send(record).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
        }
    }

    private Optional<Decision> await(
            TopicReader reader, String rolloutId, Set<DecisionKind> answers, Duration timeout) {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < timeout.toNanos()) {
            for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                Decision decision = codec.readDecision(record.value());
                if (decision.rolloutId().equals(rolloutId) && answers.contains(decision.kind())) {
                    return Optional.of(decision);
                }
            }
        }
        return Optional.empty();
    }
}
