package dev.headgate.cli.follow;

import dev.headgate.cli.follow.RolloutNews.Decided;
import dev.headgate.cli.follow.RolloutNews.Evaluated;
import dev.headgate.cli.follow.RolloutNews.Executed;
import dev.headgate.cli.follow.RolloutNews.Moved;
import dev.headgate.client.TopicReader;
import dev.headgate.schemas.codec.CodecException;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RetriableException;

/**
 * What is written about rollouts from now on. While no broker answers nothing comes; it goes on by itself when one does, and
 * nothing is left out. Not thread-safe.
 */
public final class RolloutFeed implements AutoCloseable {
    private static final List<String> TOPICS = List.of(
            TopicCatalogue.GATE_EVALUATIONS,
            TopicCatalogue.GATE_DECISIONS,
            TopicCatalogue.GATE_ROLLOUTS,
            TopicCatalogue.EXECUTIONS);

    private final TopicCatalogue catalogue;
    private final TopicReader reader;
    private final JsonCodec codec = new JsonCodec();

    private RolloutFeed(TopicCatalogue catalogue, TopicReader reader) {
        this.catalogue = catalogue;
        this.reader = reader;
    }

    /**
     * Begins with what is written after this returned.
     *
     * @throws org.apache.kafka.common.KafkaException if a topic is missing or the broker does not answer
     */
    public static RolloutFeed open(Properties client, TopicCatalogue catalogue) {
        List<String> names = TOPICS.stream().map(catalogue::name).toList();
        return new RolloutFeed(catalogue, TopicReader.fromEnd(client, names));
    }

    /**
     * What has come, waiting at most as long as given; of one topic in its order.
     *
     * @throws org.apache.kafka.common.KafkaException if the broker answers that this may not be read
     */
    public List<RolloutNews> poll(Duration timeout) {
        try {
            return reader.poll(timeout).stream()
                    .flatMap(record -> news(record).stream())
                    .toList();
        } catch (RetriableException away) {
            return List.of();
        }
    }

    @Override
    public void close() {
        reader.close();
    }

    private Optional<RolloutNews> news(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return Optional.empty();
        }
        Instant writtenAt = Instant.ofEpochMilli(record.timestamp());
        try {
            return Optional.of(read(record, writtenAt));
        } catch (CodecException somebodyElses) {
            return Optional.empty();
        }
    }

    private RolloutNews read(ConsumerRecord<byte[], byte[]> record, Instant writtenAt) {
        String topic = record.topic();
        if (topic.equals(catalogue.name(TopicCatalogue.GATE_EVALUATIONS))) {
            return new Evaluated(codec.readEvaluation(record.value()), writtenAt);
        }
        if (topic.equals(catalogue.name(TopicCatalogue.GATE_DECISIONS))) {
            return new Decided(codec.readDecision(record.value()), writtenAt);
        }
        if (topic.equals(catalogue.name(TopicCatalogue.GATE_ROLLOUTS))) {
            return new Moved(codec.readRolloutState(record.value()), writtenAt);
        }
        return new Executed(codec.readExecution(record.value()), writtenAt);
    }
}
