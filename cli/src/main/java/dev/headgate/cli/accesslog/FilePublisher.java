package dev.headgate.cli.accesslog;

import dev.headgate.schemas.topics.TopicCatalogue;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes what a file holds and how far it was read in one transaction. The place is kept as the committed offset of a
 * consumer group without members, {@code <prefix>access-log.<name>}, in bytes of the file, which file it was in the
 * offset's metadata. A transactional id of the same name keeps a second receiver from counting the same file. Not
 * thread-safe.
 */
public final class FilePublisher implements AutoCloseable {

    private final Consumer<byte[], byte[]> group;
    private final TopicPartition place;
    private final HarvestRecords records;
    private final KafkaProducer<byte[], byte[]> producer;

    /**
     * Ends any earlier receiver of this name.
     *
     * @param client settings of Kafka's clients
     * @param name tells receivers apart
     * @param source where dead letters say that their lines came from
     * @throws KafkaException if the brokers refuse or do not answer
     */
    public FilePublisher(Properties client, TopicCatalogue catalogue, String name, String source) {
        String known = catalogue.prefix() + "access-log." + name;
        place = new TopicPartition(catalogue.name(TopicCatalogue.TELEMETRY_REQUESTS), 0);
        records = new HarvestRecords(catalogue, source, InstantSource.system());
        Properties properties = producing(client);
        properties.setProperty("request.timeout.ms", "5000");
        properties.setProperty("delivery.timeout.ms", "10000");
        properties.setProperty("transaction.timeout.ms", "15000");
        properties.setProperty("max.block.ms", "15000");
        properties.setProperty("transactional.id", known);
        producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
            group = new KafkaConsumer<>(
                    memberless(client, known), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        } catch (RuntimeException e) {
            producer.close();
            throw e;
        }
    }

    /** Asks for what is committed only when no transaction may still change it. */
    private static Properties memberless(Properties client, String group) {
        Properties properties = new Properties();
        properties.putAll(client);
        properties.setProperty("group.id", group);
        properties.setProperty("isolation.level", "read_committed");
        properties.setProperty("enable.auto.commit", "false");
        return properties;
    }

    /** Settings of a producer of telemetry. */
    static Properties producing(Properties client) {
        Properties properties = new Properties();
        properties.putAll(client);
        properties.setProperty("acks", "all");
        properties.setProperty("compression.type", "lz4");
        properties.setProperty("max.request.size", Integer.toString(TopicCatalogue.LARGEST_RECORD_BYTES));
        return properties;
    }

    /**
     * How far the file was read.
     *
     * @throws KafkaException if the brokers refuse or do not answer
     */
    Optional<Position> position() {
        OffsetAndMetadata found = group.committed(Set.of(place)).get(place);
        return Optional.ofNullable(found).flatMap(offset -> Position.read(offset.offset(), offset.metadata()));
    }

    /**
     * Writes all of it, or nothing.
     *
     * @throws KafkaException if it could not be written, or is not known to be
     */
    @SuppressWarnings("FutureReturnValueIgnored") // The commit waits for all and fails if one does.
    void publish(Harvest harvest, Position readUpTo) {
        producer.beginTransaction();
        records.of(harvest).forEach(each -> producer.send(each.record()));
        producer.sendOffsetsToTransaction(
                Map.of(place, new OffsetAndMetadata(readUpTo.offset(), readUpTo.text())), group.groupMetadata());
        producer.commitTransaction();
    }

    @Override
    public void close() {
        group.close();
        producer.close();
    }
}
