package dev.headgate.cli.provision;

import dev.headgate.schemas.access.Right;
import dev.headgate.schemas.topics.TopicCatalogue;
import dev.headgate.schemas.topics.TopicSpec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Custom resources of Strimzi, a YAML document each. The name of the Kafka cluster is to be filled in. */
final class StrimziResources {

    private static final String API = "kafka.strimzi.io/v1";
    private static final String CLUSTER_LABEL = "strimzi.io/cluster";
    private static final String CLUSTER = "my-cluster";
    private static final String OF_CERTIFICATE = "CN=";
    private static final Pattern KUBERNETES_NAME =
            Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");
    private static final int LONGEST_NAME = 253;

    private StrimziResources() {}

    static List<String> topics(TopicCatalogue catalogue) {
        return documents(
                "# For Strimzi 0.49 and later; earlier ones say v1beta2 for v1. Name your Kafka cluster for " + CLUSTER
                        + ".",
                catalogue.topics().stream().map(StrimziResources::topic));
    }

    static List<String> grants(List<Grant> grants) {
        return documents(
                "# For Strimzi 0.49 and later; earlier ones say v1beta2 for v1. Name your Kafka cluster for " + CLUSTER
                        + ".",
                grants.stream().map(StrimziResources::user));
    }

    private static ObjectNode topic(TopicSpec topic) {
        ObjectNode resource = resource("KafkaTopic", kubernetesName(topic.name()));
        ObjectNode spec = resource.putObject("spec")
                .put("topicName", topic.name())
                .put("partitions", topic.partitions())
                .put("replicas", (int) topic.replication());
        ObjectNode configuration = spec.putObject("config");
        topic.configuration().forEach((name, value) -> {
            if (value.matches("\\d{1,18}")) {
                configuration.put(name, Long.parseLong(value));
            } else {
                configuration.put(name, value);
            }
        });
        return resource;
    }

    /** Strimzi makes the principal of the user's name, with {@code CN=} before it where the user has a certificate. */
    private static ObjectNode user(Grant grant) {
        boolean certificate = grant.name().startsWith(OF_CERTIFICATE);
        String name = certificate ? grant.name().substring(OF_CERTIFICATE.length()) : grant.name();
        if (!KUBERNETES_NAME.matcher(name).matches() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException(
                    "Strimzi names users like other resources of Kubernetes: lower-case letters, digits, - and ., found \""
                            + name + "\"");
        }
        ObjectNode resource = resource("KafkaUser", name);
        ObjectNode spec = resource.putObject("spec");
        spec.putObject("authentication").put("type", certificate ? "tls" : "scram-sha-512");
        ArrayNode acls = spec.putObject("authorization").put("type", "simple").putArray("acls");
        for (Right right : grant.rights()) {
            ObjectNode acl = acls.addObject();
            acl.putObject("resource")
                    .put(
                            "type",
                            right.resource() == ResourceType.TRANSACTIONAL_ID
                                    ? "transactionalId"
                                    : right.resource().name().toLowerCase(Locale.ROOT))
                    .put("name", right.name())
                    .put("patternType", right.pattern() == PatternType.PREFIXED ? "prefix" : "literal");
            ArrayNode operations = acl.putArray("operations");
            right.operations().forEach(operation -> operations.add(Words.capitalized(operation)));
        }
        return resource;
    }

    private static ObjectNode resource(String kind, String name) {
        ObjectNode resource =
                JsonMapper.shared().createObjectNode().put("apiVersion", API).put("kind", kind);
        ObjectNode metadata = resource.putObject("metadata").put("name", name);
        metadata.putObject("labels").put(CLUSTER_LABEL, CLUSTER);
        return resource;
    }

    private static List<String> documents(String comment, Stream<ObjectNode> resources) {
        List<String> lines = new ArrayList<>(List.of(comment));
        resources.forEach(resource -> {
            lines.add("---");
            lines.addAll(Yaml.lines(resource));
        });
        return lines;
    }

    /** Names of topics may hold capitals and {@code _}; where they do, a digest keeps two that differ in that alone apart. */
    private static String kubernetesName(String topic) {
        if (KUBERNETES_NAME.matcher(topic).matches()) {
            return topic;
        }
        String like = topic.toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9.]", "-")
                .replaceAll("-*\\.[.-]*", ".")
                .replaceAll("^[.-]+|[.-]+$", "");
        return like + "-" + digest(topic);
    }

    private static String digest(String text) {
        try {
            byte[] all = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(all, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
