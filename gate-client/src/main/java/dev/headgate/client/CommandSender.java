package dev.headgate.client;

import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.signing.SigningKey;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** Sends a signed command and waits for the gate's answer. */
public final class CommandSender {
    private static final Duration POLL = Duration.ofMillis(200);

    private final TopicCatalogue catalogue;
    private final SigningKey key;
    private final Supplier<TopicReader> readers;
    private final Supplier<Producer<byte[], byte[]>> producers;

    /** How one of several commands is sent, for callers who must know how far the sending has come. */
    @FunctionalInterface
    public interface Delivery {
        /**
         * Sends it, mostly by {@link CommandSender#send}, or throws and thereby ends the sending.
         *
         * @return where it is
         * @throws KafkaException if the broker does not take it
         */
        RecordMetadata send(Command command) throws InterruptedException;
    }

    /** Sends to an installation with an operator's key. */
    public CommandSender(Properties client, TopicCatalogue catalogue, SigningKey key) {
        this(
                catalogue,
                key,
                () -> TopicReader.fromEnd(client, Waiting.topics(catalogue)),
                () -> SignedRecord.producer(client));
    }

    /** Sends by producers of its own and listens by readers of its own, each used once. */
    CommandSender(
            TopicCatalogue catalogue,
            SigningKey key,
            Supplier<TopicReader> readers,
            Supplier<Producer<byte[], byte[]>> producers) {
        this.catalogue = catalogue;
        this.key = key;
        this.readers = readers;
        this.producers = producers;
    }

    /**
     * Sends a command and waits for the first decision that names it, or for the command itself among the dead letters.
     *
     * @param answers the decisions that may be the answer of an earlier gate, whose decisions name no command
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
        return sendAndAwait(commands, answers, timeout, this::send);
    }

    /**
     * Has commands sent, one after the other, and waits until each has its answer.
     *
     * @param delivery sends each; it is called when answers are listened to
     * @return the answers in the order of the commands
     * @throws KafkaException if the broker does not take one; those after it are not sent
     */
    public List<Answer> sendAndAwait(
            List<Command> commands, Set<DecisionKind> answers, Duration timeout, Delivery delivery)
            throws InterruptedException {
        try (TopicReader reader = readers.get()) {
            List<Waiting> waiting = new ArrayList<>();
            for (Command command : commands) {
                waiting.add(new Waiting(catalogue, command, delivery.send(command), answers));
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
        try (Producer<byte[], byte[]> producer = producers.get()) {
            return SignedRecord.of(command, catalogue).send(producer, key);
        }
    }

    /**
     * Whether a decision is about this command and not about another's for the same rollout: it names the command. Those of
     * earlier gates name none: there a refusal and what a start sets going carry the command's correlation id; what comes of
     * other commands carries that of the rollout's start, and was decided once the command had been read.
     *
     * @param partition where the command is
     * @param offset its offset there
     */
    public static boolean answers(Decision decision, Command command, int partition, long offset) {
        return Waiting.answers(decision, command, partition, offset);
    }
}
