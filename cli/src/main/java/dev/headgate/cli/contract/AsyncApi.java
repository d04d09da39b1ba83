package dev.headgate.cli.contract;

import dev.headgate.cli.contract.RecordForm.Value;
import dev.headgate.schemas.access.AccessList;
import dev.headgate.schemas.codec.SchemaVersion;
import dev.headgate.schemas.signing.SignatureHeaders;
import dev.headgate.schemas.topics.TopicCatalogue;
import dev.headgate.schemas.topics.TopicSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An AsyncAPI 3.0 document of every topic. Topics, their settings and who may read or write them come from the catalogue
 * and the list of rights, values from the JSON Schemas, to which the document refers.
 */
public final class AsyncApi {

    static final String BINDING = "0.5.0";

    private final TopicCatalogue catalogue;
    private final AccessList access;
    private final String schemas;

    /**
     * Of an installation.
     *
     * @param schemas where the JSON Schemas are, seen from the document: a directory or an address, ending in {@code /}
     */
    public AsyncApi(TopicCatalogue catalogue, AccessList access, String schemas) {
        this.catalogue = catalogue;
        this.access = access;
        this.schemas = schemas;
    }

    /** The names of the JSON Schemas that the document refers to. */
    public static Set<String> schemaFiles() {
        Set<String> files = new TreeSet<>();
        for (RecordForm form : RecordForms.all()) {
            if (form.value() instanceof Value.Described described) {
                files.add(described.file());
            }
            form.headersFile().ifPresent(files::add);
        }
        return files;
    }

    /** The document. */
    public ObjectNode document() {
        ObjectNode document = JsonMapper.shared().createObjectNode().put("asyncapi", "3.0.0");
        document.putObject("info")
                .put("title", "Headgate")
                .put("version", SchemaVersion.CURRENT + ".0.0")
                .put(
                        "description",
                        "Telemetry in, signed decisions out: every topic of an installation, who writes and who reads it."
                                + " Additions do not change the version. Readers leave out fields and records that they do"
                                + " not know, and never act upon words of a vocabulary that they do not know.");
        document.put("defaultContentType", RecordForm.JSON);
        servers(document.putObject("servers"));
        ObjectNode channels = document.putObject("channels");
        catalogue.topics().forEach(topic -> channel(topic, channels.putObject(id(topic))));
        new Operations(catalogue, access).write(document.putObject("operations"));
        components(document.putObject("components"));
        return document;
    }

    /** What a topic's channel is called: its short name without dots. */
    static String id(TopicSpec topic) {
        StringBuilder id = new StringBuilder();
        for (String word : topic.shortName().split("[.-]", -1)) {
            id.append(id.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return id.toString();
    }

    static List<RecordForm> forms(TopicSpec topic) {
        return RecordForms.all().stream()
                .filter(form -> form.topic().equals(topic.shortName()))
                .toList();
    }

    private static void servers(ObjectNode servers) {
        server(servers.putObject("brokers"), "kafka")
                .put("description", "Brokers without TLS: for a machine or a network of one's own.");
        ObjectNode secured = server(servers.putObject("securedBrokers"), "kafka-secure")
                .put("description", "Brokers with TLS, and passwords or certificates of clients.");
        secured.putArray("security")
                .add(reference("#/components/securitySchemes/password"))
                .add(reference("#/components/securitySchemes/certificate"));
    }

    private static ObjectNode server(ObjectNode server, String protocol) {
        server.put("host", "{brokers}").put("protocol", protocol);
        server.putObject("variables")
                .putObject("brokers")
                .put("default", "127.0.0.1:9092")
                .put("description", "HOST:PORT of a broker");
        return server;
    }

    private static void channel(TopicSpec topic, ObjectNode channel) {
        channel.put("address", "{prefix}" + topic.shortName())
                .put("title", topic.shortName())
                .put("description", "Key: " + topic.key() + ". Value: " + topic.value() + ".");
        channel.putObject("parameters").set("prefix", reference("#/components/parameters/prefix"));
        ObjectNode messages = channel.putObject("messages");
        forms(topic).forEach(form -> messages.set(form.id(), reference("#/components/messages/" + form.id())));
        ObjectNode kafka = channel.putObject("bindings")
                .putObject("kafka")
                .put("partitions", topic.partitions())
                .put("replicas", (int) topic.replication());
        ObjectNode configuration = kafka.putObject("topicConfiguration");
        topic.configuration().forEach((name, value) -> {
            if (name.equals("cleanup.policy")) {
                configuration.putArray(name).add(value);
            } else if (value.matches("\\d{1,18}")) {
                configuration.put(name, Long.parseLong(value));
            } else {
                configuration.put(name, value);
            }
        });
        kafka.put("bindingVersion", BINDING);
    }

    private void components(ObjectNode components) {
        ObjectNode messages = components.putObject("messages");
        RecordForms.all().forEach(form -> message(form, messages.putObject(form.id())));
        components
                .putObject("parameters")
                .putObject("prefix")
                .put("default", catalogue.prefix())
                .put("description", "Stands before every topic's name and tells installations on one cluster apart.");
        ObjectNode security = components.putObject("securitySchemes");
        security.putObject("password")
                .put("type", "scramSha512")
                .put("description", "SASL_SSL with SCRAM-SHA-512: a name and a password over TLS.");
        security.putObject("certificate")
                .put("type", "X509")
                .put("description", "SSL with a certificate of the client's own.");
    }

    private void message(RecordForm form, ObjectNode message) {
        message.put("name", form.id()).put("title", form.title()).put("contentType", form.contentType());
        headers(form).ifPresent(headers -> message.set("headers", headers));
        if (form.headers().stream().anyMatch(header -> header.name().equals(SignatureHeaders.CORRELATION_ID))) {
            message.putObject("correlationId").put("location", "$message.header#/" + SignatureHeaders.CORRELATION_ID);
        }
        message.set("payload", payload(form.value()));
        ObjectNode kafka = message.putObject("bindings").putObject("kafka");
        ObjectNode key = kafka.putObject("key");
        if (form.key().isEmpty()) {
            key.put("type", "null");
        } else {
            key.put("type", "string").put("description", form.key());
        }
        kafka.put("bindingVersion", BINDING);
    }

    private Optional<ObjectNode> headers(RecordForm form) {
        if (form.headersFile().isPresent()) {
            return form.headersFile().map(file -> reference(schemas + file));
        }
        if (form.headers().isEmpty()) {
            return Optional.empty();
        }
        ObjectNode headers = JsonMapper.shared().createObjectNode().put("type", "object");
        List<RecordForm.Header> always =
                form.headers().stream().filter(RecordForm.Header::always).toList();
        if (!always.isEmpty()) {
            var required = headers.putArray("required");
            always.forEach(header -> required.add(header.name()));
        }
        ObjectNode properties = headers.putObject("properties");
        form.headers()
                .forEach(header -> properties
                        .putObject(header.name())
                        .put("type", "string")
                        .put("description", header.words()));
        return Optional.of(headers);
    }

    private ObjectNode payload(Value value) {
        ObjectNode payload = JsonMapper.shared().createObjectNode();
        if (value instanceof Value.Described described) {
            return reference(schemas + described.file());
        }
        if (value instanceof Value.Raw raw) {
            return payload.put("description", raw.words());
        }
        return payload.put("type", "null");
    }

    static ObjectNode reference(String to) {
        return JsonMapper.shared().createObjectNode().put("$ref", to);
    }
}
