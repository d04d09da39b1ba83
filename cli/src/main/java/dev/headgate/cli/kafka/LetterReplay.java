package dev.headgate.cli.kafka;

import dev.headgate.cli.deadletters.Letters;
import dev.headgate.cli.deadletters.Planned;
import dev.headgate.client.TopicReader;
import dev.headgate.schemas.codec.ReplayHeaders;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes replayed telemetry and the marks that it was replayed in the same transactions, so that killed at any time, or run
 * twice at a time, no letter is replayed without its mark. All replays of an installation share one transactional id: a
 * later one ends an earlier one. Not thread-safe.
 */
public final class LetterReplay implements AutoCloseable {

    /** Few, since readers of telemetry wait for the end of the transaction, or for its time-out if this dies. */
    private static final int LETTERS_A_TRANSACTION = 100;

    private final Properties client;
    private final String deadLetters;
    private final KafkaProducer<byte[], byte[]> producer;

    /**
     * Ends every earlier replay of the installation.
     *
     * @param client settings of Kafka's clients
     * @throws KafkaException if the brokers refuse or do not answer
     */
    public LetterReplay(Properties client, TopicCatalogue catalogue) {
        this.client = client;
        deadLetters = catalogue.name(TopicCatalogue.TELEMETRY_DEAD_LETTERS);
        Properties properties = new Properties();
        properties.putAll(client);
        properties.setProperty("acks", "all");
        properties.setProperty("max.request.size", Integer.toString(TopicCatalogue.LARGEST_RECORD_BYTES));
        properties.setProperty("max.block.ms", "15000");
        properties.setProperty("request.timeout.ms", "5000");
        properties.setProperty("delivery.timeout.ms", "10000");
        properties.setProperty("transaction.timeout.ms", "15000");
        properties.setProperty("transactional.id", catalogue.prefix() + "dead-letters-replay");
        producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
        } catch (RuntimeException e) {
            producer.close();
            throw e;
        }
    }

    /**
     * All letters, with the marks of all replays before this one.
     *
     * @throws KafkaException if they cannot be read
     */
    public Letters letters() {
        return read(client, deadLetters);
    }

    /**
     * The same without beginning a replay.
     *
     * @throws KafkaException if they cannot be read
     */
    public static Letters read(Properties client, String deadLetters) {
        try (TopicReader reader = TopicReader.fromBeginning(client, List.of(deadLetters))) {
            List<ConsumerRecord<byte[], byte[]>> records = reader.toEndOfUndecided(client);
            return Letters.of(records);
        }
    }

    /**
     * Replays letters, each once.
     *
     * @param done takes how many are done after each transaction that was committed
     * @throws KafkaException if a transaction could not be committed; those before it stand. One of which the answer was
     *     lost may stand, too: its letters are marked then
     */
    public void replay(List<Planned.Replay> replays, Consumer<Integer> done) {
        for (int begin = 0; begin < replays.size(); begin += LETTERS_A_TRANSACTION) {
            int end = Math.min(replays.size(), begin + LETTERS_A_TRANSACTION);
            producer.beginTransaction();
            replays.subList(begin, end).forEach(this::send);
            producer.commitTransaction();
            done.accept(end);
        }
    }

    @SuppressWarnings({"NullAway", "FutureReturnValueIgnored"}) // No key, no value; the commit waits for all and fails.
    private void send(Planned.Replay replay) {
        producer.send(replay.record());
        var mark = new ProducerRecord<byte[], byte[]>(
                deadLetters, replay.letter().place().partition(), null, null);
        ReplayHeaders.mark(replay.letter().place().offset(), mark.headers());
        producer.send(mark);
    }

    @Override
    public void close() {
        producer.close();
    }
}
