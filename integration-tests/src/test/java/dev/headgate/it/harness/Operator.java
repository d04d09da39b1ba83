package dev.headgate.it.harness;

import dev.headgate.documents.PolicyHash;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.AbortRollout;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.PolicyText;
import dev.headgate.schemas.model.StartRollout;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Sends commands and other single records, as a person's tools would. */
public final class Operator implements AutoCloseable {

    private final JsonCodec json = new JsonCodec();
    private final Installation installation;
    private final KafkaProducer<String, byte[]> producer;

    /** Puts a signature into a record's headers, or does not. */
    public interface Signer {
        /** Signs the value or leaves it alone. */
        void sign(byte[] value, Headers headers);
    }

    Operator(Installation installation) {
        this.installation = installation;
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", installation.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** Starts a rollout. */
    public void start(String service, String rolloutId, String canary, String baseline, String policy) {
        send(startCommand(service, rolloutId, canary, baseline, policy));
    }

    /** The command that starts a rollout. */
    public StartRollout startCommand(String service, String rolloutId, String canary, String baseline, String policy) {
        return new StartRollout(
                header(service, rolloutId), canary, baseline, new PolicyText("it.yaml", policy, PolicyHash.of(policy)));
    }

    /** Aborts a rollout. */
    public void abort(String service, String rolloutId) {
        send(new AbortRollout(header(service, rolloutId)));
    }

    /** Sends a command as a trusted operator. */
    public void send(Command command) {
        send(command, installation.operatorKey()::sign);
    }

    /** Sends a command signed in some way. */
    public RecordMetadata send(Command command, Signer signer) {
        return send(
                TopicCatalogue.GATE_COMMANDS,
                Optional.empty(),
                command.header().service(),
                json.write(command),
                signer);
    }

    /** Writes a decision as the gate would, with its key; it is in the log when this returns. */
    public RecordMetadata decide(Decision decision) {
        return send(
                TopicCatalogue.GATE_DECISIONS,
                Optional.empty(),
                decision.service(),
                json.write(decision),
                installation.gateKey()::sign);
    }

    /** Sends any record. */
    public RecordMetadata send(
            String topic, Optional<Integer> partition, @Nullable String key, byte[] value, Signer signer) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(installation.topics().name(topic), partition.orElse(null), key, value);
        signer.sign(value, record.headers());
        return send(record);
    }

    /** Sends a value to a topic by its full name. */
    RecordMetadata sendTo(String fullName, byte[] value) {
        return send(new ProducerRecord<>(fullName, value));
    }

    private RecordMetadata send(ProducerRecord<String, byte[]> record) {
        try {
            return producer.send(record).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Not sent to " + record.topic(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while sending to " + record.topic(), e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }

    /** The header of a command of somebody's. */
    public CommandHeader header(String service, String rolloutId, String issuedBy) {
        String commandId = UUID.randomUUID().toString();
        return new CommandHeader(
                commandId, "correlation-" + rolloutId, service, rolloutId, issuedBy, Instant.now(), "a test");
    }

    private CommandHeader header(String service, String rolloutId) {
        return header(service, rolloutId, "an operator");
    }
}
