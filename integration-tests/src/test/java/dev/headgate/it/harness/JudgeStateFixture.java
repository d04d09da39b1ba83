package dev.headgate.it.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The judge's changelog as a file: one JSON object a line with partition, key and the value in base64, the latest of
 * each key. A file that was committed with its release is never changed.
 */
public final class JudgeStateFixture {

    /** Where the files are, in the source tree. */
    public static final String DIRECTORY = "integration-tests/src/test/resources/fixtures/judge-state";

    private static final String CHANGELOG = "it-judge-judge-state-changelog";
    private static final JsonMapper JSON = JsonMapper.shared();

    private JudgeStateFixture() {}

    private record Place(int partition, String key) {}

    /** Writes what an installation's judge has left. */
    public static Path dump(Installation installation, String release) throws IOException {
        List<String> lines;
        try (Collected<byte[]> changelog = installation.readers().raw(CHANGELOG)) {
            long end = new Sketches(installation).committedUpTo(CHANGELOG);
            Await.until("the changelog is read to its end", () -> changelog.readUpTo() >= end);
            lines = latest(changelog.items()).entrySet().stream()
                    .map(entry -> line(entry.getKey(), entry.getValue()))
                    .toList();
        }
        return Files.write(Project.file(DIRECTORY).resolve(release + ".jsonl"), lines);
    }

    /** Puts a file into the changelog of an installation whose judge has never run. */
    public static void restore(Path fixture, Installation installation) throws Exception {
        try (Admin admin = installation.admin()) {
            int partitions = installation.topics().topic("gate.sketches").partitions();
            NewTopic changelog = new NewTopic(CHANGELOG, Optional.of(partitions), Optional.of((short) 1))
                    .configs(Map.of("cleanup.policy", "compact"));
            admin.createTopics(List.of(changelog)).all().get();
        }
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", installation.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            for (String line : Files.readAllLines(fixture)) {
                JsonNode record = JSON.readTree(line);
                byte[] value = Base64.getDecoder().decode(record.get("value").stringValue());
                producer.send(new ProducerRecord<>(
                                CHANGELOG,
                                record.get("partition").intValue(),
                                record.get("key").stringValue(),
                                value))
                        .get();
            }
        }
    }

    private static Map<Place, byte[]> latest(List<Collected.Item<byte[]>> items) {
        Map<Place, byte[]> latest =
                new TreeMap<>(Comparator.comparingInt(Place::partition).thenComparing(Place::key));
        items.forEach(item -> {
            Place place = new Place(item.partition(), item.key().orElseThrow());
            if (item.bytes() == null) {
                latest.remove(place);
            } else {
                latest.put(place, item.bytes());
            }
        });
        return latest;
    }

    private static String line(Place place, byte[] value) {
        ObjectNode record = JSON.createObjectNode();
        record.put("partition", place.partition());
        record.put("key", place.key());
        record.put("value", Base64.getEncoder().encodeToString(value));
        return JSON.writeValueAsString(record);
    }
}
