package dev.headgate.cli.demo;

import dev.headgate.cli.demo.DemoEvent.Decided;
import dev.headgate.cli.demo.DemoEvent.Evaluated;
import dev.headgate.cli.demo.DemoEvent.Executed;
import dev.headgate.cli.demo.DemoEvent.Moved;
import dev.headgate.client.TopicReader;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The topics that a demo follows, as its events. */
final class DemoRecords implements AutoCloseable {
    private static final List<String> TOPICS = List.of(
            TopicCatalogue.GATE_EVALUATIONS,
            TopicCatalogue.GATE_DECISIONS,
            TopicCatalogue.GATE_ROLLOUTS,
            TopicCatalogue.EXECUTIONS);

    private final TopicCatalogue catalogue;
    private final TopicReader reader;
    private final JsonCodec codec = new JsonCodec();

    private DemoRecords(TopicCatalogue catalogue, TopicReader reader) {
        this.catalogue = catalogue;
        this.reader = reader;
    }

    /** Begins with what is written after this returned. */
    static DemoRecords open(Properties client, TopicCatalogue catalogue) {
        List<String> names = TOPICS.stream().map(catalogue::name).toList();
        return new DemoRecords(catalogue, TopicReader.fromEnd(client, names));
    }

    /** What has come, waiting at most as long as given. */
    List<DemoEvent> poll(Duration timeout) {
        return reader.poll(timeout).stream().map(this::event).toList();
    }

    @Override
    public void close() {
        reader.close();
    }

    private DemoEvent event(ConsumerRecord<byte[], byte[]> record) {
        String topic = record.topic();
        if (topic.equals(catalogue.name(TopicCatalogue.GATE_EVALUATIONS))) {
            return new Evaluated(codec.readEvaluation(record.value()));
        }
        if (topic.equals(catalogue.name(TopicCatalogue.GATE_DECISIONS))) {
            return new Decided(codec.readDecision(record.value()), Instant.ofEpochMilli(record.timestamp()));
        }
        if (topic.equals(catalogue.name(TopicCatalogue.GATE_ROLLOUTS))) {
            return new Moved(codec.readRolloutState(record.value()));
        }
        return new Executed(codec.readExecution(record.value()));
    }
}
