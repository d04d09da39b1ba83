package dev.headgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.topics.TopicCatalogue;
import dev.headgate.schemas.topics.TopicSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** docs/asyncapi.yaml is what the program prints, and says of every topic what the catalogue says. */
class AsyncApiDocumentTest {

    private static final Path DOCUMENT = Path.of("../docs/asyncapi.yaml");
    private static final String SCHEMAS = "../schemas/src/main/resources/schemas/";
    private static final Set<String> DOCUMENTS_OF_FILES = Set.of("notices.schema.json", "runbook.schema.json");

    @TempDir
    Path directory;

    @Test
    void itIsWhatTheProgramPrints() throws IOException {
        Path written = Files.createDirectories(Path.of("target", "golden")).resolve("asyncapi.yaml");
        Files.writeString(written, printed());

        assertThat(DOCUMENT)
                .as("if %s is right, copy it there", written)
                .exists()
                .hasContent(printed());
    }

    @Test
    void everyTopicIsAChannelWithItsSettings() {
        JsonNode document = document();
        TopicCatalogue catalogue = new TopicCatalogue(TopicCatalogue.DEFAULT_PREFIX);

        assertThat(document.at("/channels").size()).isEqualTo(catalogue.topics().size());
        assertThat(catalogue.topics()).allSatisfy(topic -> {
            JsonNode channel = channel(document, topic);
            JsonNode kafka = channel.at("/bindings/kafka");
            assertThat(kafka.at("/partitions").intValue()).isEqualTo(topic.partitions());
            assertThat(kafka.at("/replicas").intValue()).isEqualTo(topic.replication());
            topic.configuration().forEach((name, value) -> {
                JsonNode setting = kafka.at("/topicConfiguration").get(name);
                assertThat((setting.isArray() ? setting.get(0) : setting).asString())
                        .as(topic.name() + " " + name)
                        .isEqualTo(value);
            });
            assertThat(channel.at("/messages").size()).isPositive();
        });
    }

    @Test
    void everySchemaOfTheCatalogueIsReferredToByItsTopicsMessages() {
        JsonNode document = document();

        assertThat(new TopicCatalogue("").topics())
                .allSatisfy(topic -> topic.schemaFile()
                        .ifPresent(file -> assertThat(references(messages(document, topic)))
                                .contains(SCHEMAS + file.replace("/schemas/", ""))));
    }

    @Test
    void everySchemaOfARecordIsReferredToAndNoneThatIsMissing() throws IOException {
        Set<String> referredTo = references(document()).stream()
                .filter(reference -> !reference.startsWith("#"))
                .map(reference -> reference.replace(SCHEMAS, ""))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> files = new TreeSet<>();
        try (var all = Files.list(Path.of(SCHEMAS))) {
            all.map(file -> file.getFileName().toString())
                    .filter(name -> !DOCUMENTS_OF_FILES.contains(name))
                    .forEach(files::add);
        }

        assertThat(referredTo).isEqualTo(files);
    }

    @Test
    void everyReferenceInsideLeadsSomewhere() {
        JsonNode document = document();

        assertThat(references(document).stream().filter(reference -> reference.startsWith("#")))
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .isFalse());
    }

    @Test
    void ofEveryTopicSomebodySendsAndSomebodyReceives() {
        JsonNode document = document();
        Set<String> told = new TreeSet<>();
        document.at("/operations")
                .forEach(operation -> told.add(operation.at("/action").stringValue() + " "
                        + operation.at("/channel/$ref").stringValue()));

        document.at("/channels")
                .propertyNames()
                .forEach(channel ->
                        assertThat(told).contains("send #/channels/" + channel, "receive #/channels/" + channel));
    }

    @Test
    void decisionsAndCommandsAreSignedAndSayWhatTheyBelongTo() {
        JsonNode document = document();

        for (String message : List.of("decision", "command")) {
            JsonNode headers = document.at("/components/messages/" + message + "/headers");
            assertThat(StreamSupport.stream(headers.at("/required").spliterator(), false)
                            .map(JsonNode::stringValue))
                    .containsExactly("headgate-signature", "headgate-key-id", "headgate-correlation-id");
            assertThat(document.at("/components/messages/" + message + "/correlationId/location")
                            .stringValue())
                    .isEqualTo("$message.header#/headgate-correlation-id");
        }
    }

    @Test
    void itIsWrittenWithItsSchemasBesideIt() {
        Run run = Run.headgate("topics", "asyncapi", "--directory", directory.toString());

        assertThat(run.code()).as(run.err()).isZero();
        JsonNode document = read(directory.resolve("asyncapi.yaml"));
        assertThat(references(document).stream().filter(reference -> !reference.startsWith("#")))
                .isNotEmpty()
                .allSatisfy(
                        reference -> assertThat(directory.resolve(reference)).exists());
    }

    private static String printed() {
        Run run = Run.headgate("topics", "asyncapi", "--schemas", SCHEMAS);
        assertThat(run.code()).as(run.err()).isZero();
        return run.out();
    }

    static JsonNode document() {
        return read(DOCUMENT);
    }

    private static JsonNode read(Path file) {
        try {
            return JsonMapper.shared()
                    .valueToTree(new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file)));
        } catch (IOException e) {
            throw new AssertionError("cannot read " + file, e);
        }
    }

    private static JsonNode channel(JsonNode document, TopicSpec topic) {
        for (JsonNode channel : document.at("/channels")) {
            if (channel.at("/address").stringValue().equals("{prefix}" + topic.shortName())) {
                return channel;
            }
        }
        throw new AssertionError("no channel of " + topic.shortName());
    }

    private static JsonNode messages(JsonNode document, TopicSpec topic) {
        var messages = JsonMapper.shared().createArrayNode();
        channel(document, topic)
                .at("/messages")
                .forEach(message -> messages.add(
                        document.at(message.at("/$ref").stringValue().substring(1))));
        return messages;
    }

    private static List<String> references(JsonNode node) {
        List<String> all = new ArrayList<>();
        if (node.has("$ref")) {
            all.add(node.get("$ref").stringValue());
        }
        node.forEach(child -> all.addAll(references(child)));
        return all;
    }
}
