package dev.headgate.cli;

import dev.headgate.client.TopicReader;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The policies that the gate has kept, by their hash. */
final class PolicyTopic {
    private PolicyTopic() {}

    /** A policy's text; empty if it is not kept. */
    static Optional<String> text(ConnectionOptions connection, String hash) {
        String topic = connection.catalogue().name(TopicCatalogue.GATE_POLICIES);
        Optional<String> found = Optional.empty();
        try (TopicReader reader = TopicReader.fromBeginning(connection.client(), List.of(topic))) {
            for (ConsumerRecord<byte[], byte[]> record : reader.toEnd()) {
                boolean wanted = record.key() != null && new String(record.key(), StandardCharsets.UTF_8).equals(hash);
                if (wanted && record.value() != null) {
                    found = Optional.of(new String(record.value(), StandardCharsets.UTF_8));
                }
            }
        }
        return found;
    }
}
