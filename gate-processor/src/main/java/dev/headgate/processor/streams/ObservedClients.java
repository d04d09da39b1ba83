package dev.headgate.processor.streams;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * The Kafka clients of a Streams application, with each stream thread's main consumer within reach of its processors.
 *
 * <p>Thread safe.
 */
public final class ObservedClients implements KafkaClientSupplier {

    private static final String MAIN_CONSUMER_SUFFIX = "-consumer";

    private final Map<String, ObservedConsumer> byClientId = new ConcurrentHashMap<>();
    private final java.util.function.Consumer<String> transactionalIds;
    private volatile Optional<Admin> admin = Optional.empty();

    /** @param transactionalIds is told the id of every transactional producer before that is made */
    public ObservedClients(java.util.function.Consumer<String> transactionalIds) {
        this.transactionalIds = transactionalIds;
    }

    /**
     * The lag of the partitions that the calling stream thread reads.
     *
     * @throws IllegalStateException if the calling thread is not a stream thread of this application
     */
    public SourceLag ofThisThread() {
        String clientId = Thread.currentThread().getName() + MAIN_CONSUMER_SUFFIX;
        ObservedConsumer consumer = byClientId.get(clientId);
        if (consumer == null) {
            throw new IllegalStateException("No consumer " + clientId + " was made, only of " + byClientId.keySet()
                    + "; is this a stream thread of another application?");
        }
        return consumer;
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> configuration) {
        var consumer = new ObservedConsumer(configuration, new HiddenRecords(this::ends, System::nanoTime));
        byClientId.put(String.valueOf(configuration.get(ConsumerConfig.CLIENT_ID_CONFIG)), consumer);
        return consumer;
    }

    @Override
    public Admin getAdmin(Map<String, Object> configuration) {
        Admin made = Admin.create(configuration);
        admin = Optional.of(made);
        return made;
    }

    /** Behind the last records of partitions, committed or not; asked by the client that Streams has for itself. */
    private CompletionStage<Map<TopicPartition, Long>> ends(Set<TopicPartition> partitions) {
        return admin.map(asked -> PartitionEnds.of(asked, partitions))
                .orElseGet(() -> CompletableFuture.completedFuture(Map.of()));
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> configuration) {
        Object transactionalId = configuration.get(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        if (transactionalId != null) {
            transactionalIds.accept(transactionalId.toString());
        }
        return new KafkaProducer<>(configuration, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> configuration) {
        return plainConsumer(configuration);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> configuration) {
        return plainConsumer(configuration);
    }

    private static Consumer<byte[], byte[]> plainConsumer(Map<String, Object> configuration) {
        return new KafkaConsumer<>(configuration, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
