package dev.headgate.client;

import dev.headgate.schemas.codec.CodecException;
import dev.headgate.schemas.codec.DeadLetterHeaders;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.DeadLetter;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.signing.SigningKey;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Writes an operator's decision where the gate writes its own, and waits for what the executor makes of it. */
public final class DirectDecisions {
    private static final Duration POLL = Duration.ofMillis(200);
    /** How long the execution that says why may come after the dead letter. */
    private static final Duration WHY = Duration.ofSeconds(1);

    private final Properties client;
    private final TopicCatalogue catalogue;
    private final SigningKey key;
    private final JsonCodec codec = new JsonCodec();

    /** Writes to an installation with an operator's key. */
    public DirectDecisions(Properties client, TopicCatalogue catalogue, SigningKey key) {
        this.client = client;
        this.catalogue = catalogue;
        this.key = key;
    }

    /** What became of a decision. */
    public sealed interface Outcome {

        /**
         * The executor is done with it.
         *
         * @param execution how it ended
         */
        record Executed(Execution execution) implements Outcome {}

        /**
         * It could not be used.
         *
         * @param letter why
         */
        record Unusable(DeadLetter letter) implements Outcome {}

        /**
         * It was not over in time.
         *
         * @param begun whether an executor has begun
         */
        record Silence(boolean begun) implements Outcome {}
    }

    /**
     * Signs and writes the decision and waits until it is carried out, or is among the dead letters and no execution tells why.
     *
     * @throws org.apache.kafka.common.KafkaException if the broker does not take it
     */
    public Outcome writeAndAwait(Decision decision, Duration timeout) throws InterruptedException {
        List<String> topics = List.of(
                catalogue.name(TopicCatalogue.EXECUTIONS), catalogue.name(TopicCatalogue.TELEMETRY_DEAD_LETTERS));
        try (TopicReader reader = TopicReader.fromEnd(client, topics)) {
            RecordMetadata sent = new SignedRecord(
                            catalogue.name(TopicCatalogue.GATE_DECISIONS),
                            decision.service(),
                            decision.correlationId(),
                            codec.write(decision))
                    .send(client, key);
            return await(reader, decision, sent, timeout);
        }
    }

    /** What does not count is a dead letter and an execution that says why, in any order; what is not trusted a letter alone. */
    private Outcome await(TopicReader reader, Decision decision, RecordMetadata sent, Duration timeout) {
        long until = System.nanoTime() + timeout.toNanos();
        Outcome found = new Outcome.Silence(false);
        while (System.nanoTime() - until < 0) {
            for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                Optional<Outcome> outcome = outcome(record, decision, sent);
                if (outcome.isPresent() && outcome.get() instanceof Outcome.Executed executed) {
                    return executed;
                }
                if (outcome.isPresent() && !(found instanceof Outcome.Unusable)) {
                    found = outcome.get();
                    until = found instanceof Outcome.Unusable
                            ? Math.min(until, System.nanoTime() + WHY.toNanos())
                            : until;
                }
            }
        }
        return found;
    }

    private Optional<Outcome> outcome(ConsumerRecord<byte[], byte[]> record, Decision decision, RecordMetadata sent) {
        try {
            if (record.topic().equals(catalogue.name(TopicCatalogue.EXECUTIONS))) {
                if (record.value() == null) {
                    return Optional.empty();
                }
                return Optional.of(codec.readExecution(record.value()))
                        .filter(execution -> execution.decisionId().equals(decision.decisionId()))
                        .map(execution -> execution.status() == ExecutionStatus.STARTED
                                ? new Outcome.Silence(true)
                                : new Outcome.Executed(execution));
            }
            return Optional.of(DeadLetterHeaders.read(record.headers()))
                    .filter(letter -> letter.topic().equals(sent.topic())
                            && letter.partition() == sent.partition()
                            && letter.offset() == sent.offset())
                    .map(Outcome.Unusable::new);
        } catch (CodecException e) {
            // Somebody else's garbage is no answer to this decision.
            return Optional.empty();
        }
    }
}
