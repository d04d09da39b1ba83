package dev.headgate.client;

import dev.headgate.schemas.codec.CodecException;
import dev.headgate.schemas.codec.DeadLetterHeaders;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.DeadLetter;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.ExecutorHold;
import dev.headgate.schemas.signing.SigningKey;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.utils.Utils;

/** Writes an operator's order to hold or to release into every partition of the decisions, and waits for the answers. */
public final class HoldOrders {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Properties client;
    private final TopicCatalogue catalogue;
    private final SigningKey key;
    private final JsonCodec codec = new JsonCodec();

    /** Writes to an installation with an operator's key. */
    public HoldOrders(Properties client, TopicCatalogue catalogue, SigningKey key) {
        this.client = client;
        this.catalogue = catalogue;
        this.key = key;
    }

    /**
     * What became of an order.
     *
     * @param partitions how many partitions there are
     * @param taken in how many an executor has taken it
     * @param refusals why it was refused where it was, each sentence once
     */
    public record Outcome(int partitions, int taken, List<String> refusals) {

        /** Copies the list. */
        public Outcome {
            refusals = List.copyOf(refusals);
        }
    }

    /**
     * An order.
     *
     * @param held whether to hold, or to release
     * @param issuer who decides
     * @param why why
     * @param correlationId of its own, by which the answers are found
     * @param at when it is signed
     */
    public record Order(boolean held, String issuer, String why, String correlationId, Instant at) {}

    /**
     * Signs and writes the order and waits until every partition's executor has answered.
     *
     * @throws org.apache.kafka.common.KafkaException if the broker does not take it: partitions before may have it
     */
    public Outcome writeAndAwait(Order said, Duration timeout) throws InterruptedException {
        String decisions = catalogue.name(TopicCatalogue.GATE_DECISIONS);
        int partitions = TopicReader.partitionCount(client, decisions);
        try (TopicReader reader = TopicReader.fromEnd(
                client,
                List.of(
                        catalogue.name(TopicCatalogue.EXECUTIONS),
                        catalogue.name(TopicCatalogue.TELEMETRY_DEAD_LETTERS)))) {
            Map<String, RecordMetadata> waiting = new TreeMap<>();
            for (int partition = 0; partition < partitions; partition++) {
                Decision order = ExecutorHold.of(
                        said.held(),
                        service(partition, partitions),
                        said.issuer(),
                        said.why(),
                        said.correlationId(),
                        said.at());
                waiting.put(
                        order.service(),
                        new SignedRecord(decisions, order.service(), said.correlationId(), codec.write(order))
                                .send(client, key));
            }
            return await(reader, waiting, said.correlationId(), timeout);
        }
    }

    /** The first name that belongs to a partition. */
    static String service(int partition, int partitions) {
        for (int number = 0; ; number++) {
            String name = ExecutorHold.service(number);
            if (Utils.toPositive(Utils.murmur2(name.getBytes(StandardCharsets.UTF_8))) % partitions == partition) {
                return name;
            }
        }
    }

    private Outcome await(
            TopicReader reader, Map<String, RecordMetadata> waiting, String correlationId, Duration timeout) {
        int partitions = waiting.size();
        int taken = 0;
        TreeSet<String> refusals = new TreeSet<>();
        long begin = System.nanoTime();
        while (!waiting.isEmpty() && System.nanoTime() - begin < timeout.toNanos()) {
            for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                Optional<Execution> answer =
                        execution(record).filter(one -> one.correlationId().equals(correlationId));
                if (answer.isPresent() && waiting.remove(answer.get().service()) != null) {
                    if (answer.get().status() == ExecutionStatus.SUCCEEDED) {
                        taken++;
                    } else {
                        refusals.add(answer.get().reason());
                    }
                }
                letter(record).ifPresent(letter -> {
                    if (waiting.values().removeIf(sent -> isOf(letter, sent))) {
                        refusals.add(letter.cause() + ", " + letter.detail());
                    }
                });
            }
        }
        return new Outcome(partitions, taken, new ArrayList<>(refusals));
    }

    private static boolean isOf(DeadLetter letter, RecordMetadata sent) {
        return letter.topic().equals(sent.topic())
                && letter.partition() == sent.partition()
                && letter.offset() == sent.offset();
    }

    private Optional<Execution> execution(ConsumerRecord<byte[], byte[]> record) {
        try {
            return record.topic().equals(catalogue.name(TopicCatalogue.EXECUTIONS)) && record.value() != null
                    ? Optional.of(codec.readExecution(record.value()))
                    : Optional.empty();
        } catch (CodecException garbage) {
            return Optional.empty();
        }
    }

    private Optional<DeadLetter> letter(ConsumerRecord<byte[], byte[]> record) {
        try {
            return record.topic().equals(catalogue.name(TopicCatalogue.TELEMETRY_DEAD_LETTERS))
                    ? Optional.of(DeadLetterHeaders.read(record.headers()))
                    : Optional.empty();
        } catch (CodecException garbage) {
            return Optional.empty();
        }
    }
}
