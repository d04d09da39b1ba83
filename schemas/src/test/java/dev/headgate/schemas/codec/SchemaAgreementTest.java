package dev.headgate.schemas.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.headgate.schemas.codec.Documents.Document;
import dev.headgate.schemas.model.WireName;
import dev.headgate.schemas.topics.TopicCatalogue;
import dev.headgate.schemas.topics.TopicSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each record, each JSON Schema and each example file say the same. */
class SchemaAgreementTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    static List<Document> documents() {
        return Documents.all();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void whatIsWrittenFitsItsSchema(Document document) {
        String json = new String(document.write().apply(document.sample()), UTF_8);

        assertThat(errors(document, json)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void itsExampleFitsTheSchemaAndSurvivesReadingAndWriting(Document document) {
        String example = resource("/examples/" + document.example() + ".json");

        byte[] writtenAgain = document.write().apply(document.read().apply(example.getBytes(UTF_8)));

        assertThat(errors(document, example)).isEmpty();
        assertThat(JSON.readTree(writtenAgain)).isEqualTo(JSON.readTree(example));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyFieldOfTheSchemaStandsInTheExamples(Document document) {
        Set<String> shown = new TreeSet<>();
        documents().stream()
                .filter(other -> other.schema().equals(document.schema()))
                .map(other -> JSON.readTree(resource("/examples/" + other.example() + ".json")))
                .forEach(example -> shown.addAll(example.propertyNames()));

        assertThat(shown).isEqualTo(names(schema(document).get("properties")));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyComponentStandsInTheSchemaAndTheReverse(Document document) {
        if (document.records().isEmpty()) {
            return;
        }
        JsonNode root = schema(document);
        Set<String> expected = new TreeSet<>(document.fields());
        for (Class<?> type : document.records()) {
            for (RecordComponent component : type.getRecordComponents()) {
                expected.add(component.getName());
                compare(root, root.get("properties").get(component.getName()), component);
            }
        }
        assertThat(names(root.get("properties"))).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void toleratesFieldsThatAreNotKnown(Document document) {
        String json =
                new String(document.write().apply(document.sample()), UTF_8).replaceFirst("\\{", "{\"new\":\"1\",");

        assertThat(errors(document, json)).isEmpty();
        assertThat(document.read().apply(json.getBytes(UTF_8))).isEqualTo(document.sample());
    }

    @ParameterizedTest
    @MethodSource("documents")
    void bothSchemaAndReaderRefuseADocumentWithoutARequiredField(Document document) {
        JsonNode root = schema(document);
        for (JsonNode required : root.get("required")) {
            var tree = (tools.jackson.databind.node.ObjectNode)
                    JSON.readTree(document.write().apply(document.sample()));
            tree.remove(required.stringValue());
            byte[] json = JSON.writeValueAsBytes(tree);

            assertThat(errors(document, new String(json, UTF_8)))
                    .as(required.stringValue())
                    .isNotEmpty();
            boolean readerNeedsIt = !(document.schema().equals("summary")
                    && required.stringValue().equals("kind"));
            if (readerNeedsIt) {
                assertThat(refuses(document, json)).as(required.stringValue()).isTrue();
            }
        }
    }

    @Test
    void everySchemaThatTheTopicCatalogueNamesExists() {
        for (TopicSpec topic : new TopicCatalogue("").topics()) {
            topic.schemaFile().ifPresent(file -> assertThat(resource(file)).contains("2020-12"));
        }
    }

    private static boolean refuses(Document document, byte[] json) {
        return catchThrowable(() -> document.read().apply(json)) instanceof CodecException;
    }

    private void compare(JsonNode root, JsonNode property, RecordComponent component) {
        assertThat(property).as(component.toString()).isNotNull();
        Type type = component.getGenericType();
        JsonNode node = property;
        while (type instanceof ParameterizedType generic && generic.getRawType() != SortedMap.class) {
            if (generic.getRawType() == List.class) {
                node = resolved(root, node);
                assertThat(node.get("type").stringValue())
                        .as(component.toString())
                        .isEqualTo("array");
                node = node.get("items");
            }
            type = generic.getActualTypeArguments()[0];
        }
        if (type instanceof Class<?> plain) {
            comparePlain(root, resolved(root, node), plain, component);
        }
    }

    private void comparePlain(JsonNode root, JsonNode node, Class<?> type, RecordComponent component) {
        if (type.isRecord() && type != dev.headgate.schemas.model.Weight.class) {
            Set<String> components = new TreeSet<>();
            Set<String> required = new TreeSet<>();
            for (RecordComponent inner : type.getRecordComponents()) {
                components.add(inner.getName());
                if (!canBeAbsent(inner.getType())) {
                    required.add(inner.getName());
                }
                compare(root, node.get("properties").get(inner.getName()), inner);
            }
            assertThat(names(node.get("properties"))).as(component.toString()).isEqualTo(components);
            assertThat(texts(node.get("required"))).as(component.toString()).isEqualTo(required);
        } else if (type.isEnum()) {
            assertThat(texts(node.has("enum") ? node.get("enum") : node.get("examples")))
                    .as(component.toString())
                    .isEqualTo(words(type));
        }
    }

    private static boolean canBeAbsent(Class<?> type) {
        return List.of(Optional.class, OptionalInt.class, OptionalDouble.class, SortedMap.class)
                .contains(type);
    }

    private static JsonNode resolved(JsonNode root, JsonNode node) {
        return node.has("$ref")
                ? root.get("$defs").get(node.get("$ref").stringValue().substring("#/$defs/".length()))
                : node;
    }

    private static Set<String> words(Class<?> vocabulary) {
        Set<String> words = new TreeSet<>();
        Arrays.stream(vocabulary.getEnumConstants())
                .map(constant -> ((WireName) constant).wireName())
                .filter(word -> !word.equals("unknown"))
                .forEach(words::add);
        return words;
    }

    private static Set<String> names(JsonNode object) {
        return new TreeSet<>(object.propertyNames());
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new TreeSet<>();
        array.forEach(item -> texts.add(item.stringValue()));
        return texts;
    }

    private static JsonNode schema(Document document) {
        return JSON.readTree(resource("/schemas/" + document.schema() + ".schema.json"));
    }

    private static List<Error> errors(Document document, String json) {
        Schema schema = REGISTRY.getSchema(resource("/schemas/" + document.schema() + ".schema.json"));
        return new ArrayList<>(schema.validate(json, InputFormat.JSON));
    }

    static String resource(String path) {
        try (InputStream stream = SchemaAgreementTest.class.getResourceAsStream(path)) {
            assertThat(stream).as(path).isNotNull();
            return new String(stream.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
