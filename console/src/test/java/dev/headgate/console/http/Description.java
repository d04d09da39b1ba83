package dev.headgate.console.http;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The API's description, read, and its schemas, for real answers. */
final class Description {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String HOME = "https://headgate.dev/api/";

    private final JsonNode document;
    private final SchemaRegistry registry;

    private Description(JsonNode document, SchemaRegistry registry) {
        this.document = document;
        this.registry = registry;
    }

    static Description read() throws IOException {
        Object yaml = new Load(LoadSettings.builder().build()).loadFromString(resource("/openapi.yaml"));
        JsonNode document = JSON.valueToTree(yaml);
        Map<String, String> known = new HashMap<>();
        known.put(HOME + "openapi.json", standAlone(document));
        for (String name : List.of("decision", "evaluation", "execution", "rollout-state")) {
            known.put(HOME + "schemas/" + name + ".schema.json", withoutId(name));
        }
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(known));
        return new Description(document, registry);
    }

    Set<String> operations() {
        return operations(false);
    }

    Set<String> openOperations() {
        return operations(true);
    }

    /** What is wrong with a body by a schema of the description; nothing if it fits. */
    List<String> errors(String schema, String body) {
        Schema found = registry.getSchema(SchemaLocation.of(HOME + "openapi.json#/components/schemas/" + schema));
        return found.validate(body, InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    /** The names of the fields that a schema of the description has, with those of what it consists of. */
    Set<String> fields(String schema) {
        JsonNode node = document.get("components").get("schemas").get(schema);
        Set<String> names = new TreeSet<>();
        if (node.has("properties")) {
            names.addAll(node.get("properties").propertyNames());
        }
        if (node.has("allOf")) {
            node.get("allOf").forEach(part -> {
                String reference = part.get("$ref").stringValue();
                names.addAll(fields(reference.substring(reference.lastIndexOf('/') + 1)));
            });
        }
        return names;
    }

    private Set<String> operations(boolean openOnly) {
        Set<String> operations = new TreeSet<>();
        JsonNode paths = document.get("paths");
        for (String path : paths.propertyNames()) {
            JsonNode methods = paths.get(path);
            for (String method : methods.propertyNames()) {
                boolean open = methods.get(method).has("security")
                        && methods.get(method).get("security").isEmpty();
                if (!openOnly || open) {
                    operations.add(method.toUpperCase(Locale.ROOT) + " " + path);
                }
            }
        }
        return operations;
    }

    /** A schema whose parts refer to each other as the description's do. */
    private static String standAlone(JsonNode document) {
        ObjectNode root = JSON.createObjectNode();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("$id", HOME + "openapi.json");
        root.putObject("components").set("schemas", document.get("components").get("schemas"));
        return root.toString();
    }

    /** Served beside the description, it is known by its place there. */
    private static String withoutId(String name) throws IOException {
        ObjectNode schema = (ObjectNode) JSON.readTree(resource("/schemas/" + name + ".schema.json"));
        schema.put("$id", HOME + "schemas/" + name + ".schema.json");
        return schema.toString();
    }

    static String resource(String name) throws IOException {
        try (InputStream stream = Description.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
