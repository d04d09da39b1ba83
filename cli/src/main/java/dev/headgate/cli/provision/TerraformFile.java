package dev.headgate.cli.provision;

import dev.headgate.schemas.access.Right;
import dev.headgate.schemas.topics.TopicCatalogue;
import dev.headgate.schemas.topics.TopicSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;

/** Terraform's configuration, laid out as {@code terraform fmt} does. The provider's own settings are left to whoever runs it. */
final class TerraformFile {

    private static final List<String> PROVIDER = List.of(
            "# The provider speaks Kafka's own protocol. Where the brokers are and who you are is yours to say:",
            "#   provider \"kafka\" { bootstrap_servers = [\"HOST:PORT\"] }",
            "terraform {",
            "  required_providers {",
            "    kafka = {",
            "      source = \"Mongey/kafka\"",
            "    }",
            "  }",
            "}");

    private TerraformFile() {}

    static List<String> topics(TopicCatalogue catalogue) {
        List<String> lines = new ArrayList<>(PROVIDER);
        catalogue.topics().forEach(topic -> {
            lines.add("");
            lines.addAll(topic(topic));
        });
        return lines;
    }

    private static List<String> topic(TopicSpec topic) {
        List<String> lines = new ArrayList<>();
        lines.add("resource \"kafka_topic\" " + text(label(topic.name())) + " {");
        Map<String, String> own = new LinkedHashMap<>();
        own.put("name", text(topic.name()));
        own.put("partitions", Integer.toString(topic.partitions()));
        own.put("replication_factor", Short.toString(topic.replication()));
        lines.addAll(assignments("  ", own));
        lines.add("");
        lines.add("  config = {");
        Map<String, String> configuration = new LinkedHashMap<>();
        topic.configuration().forEach((name, value) -> configuration.put(text(name), text(value)));
        lines.addAll(assignments("    ", configuration));
        lines.add("  }");
        lines.add("");
        lines.add("  lifecycle {");
        lines.add("    prevent_destroy = true");
        lines.add("  }");
        lines.add("}");
        return lines;
    }

    static List<String> grants(String prefix, List<Grant> grants) {
        List<String> lines = new ArrayList<>(List.of(
                "# Belongs beside what `headgate topics create --print terraform` prints, which names the provider."));
        String label = label(prefix + "rights");
        lines.add("");
        lines.add("locals {");
        lines.add("  " + label + " = [");
        for (Grant grant : grants) {
            for (Right right : grant.rights()) {
                right.operations().forEach(operation -> lines.add("    " + right(grant, right, operation) + ","));
            }
        }
        lines.add("  ]");
        lines.add("}");
        lines.add("");
        lines.add("resource \"kafka_acl\" " + text(label) + " {");
        lines.add("  for_each = { for right in local." + label + " : join(\" \", values(right)) => right }");
        lines.add("");
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("acl_principal", "each.value.principal");
        fields.put("acl_host", text("*"));
        fields.put("acl_operation", "each.value.operation");
        fields.put("acl_permission_type", text("Allow"));
        fields.put("resource_type", "each.value.type");
        fields.put("resource_name", "each.value.name");
        fields.put("resource_pattern_type_filter", "each.value.pattern");
        lines.addAll(assignments("  ", fields));
        lines.add("}");
        return lines;
    }

    private static String right(Grant grant, Right right, AclOperation operation) {
        return "{ principal = %s, operation = %s, type = %s, pattern = %s, name = %s }"
                .formatted(
                        text(grant.principal()),
                        text(Words.capitalized(operation)),
                        text(type(right.resource())),
                        text(Words.capitalized(right.pattern())),
                        text(right.name()));
    }

    private static String type(ResourceType resource) {
        return resource == ResourceType.TRANSACTIONAL_ID ? "TransactionalID" : Words.capitalized(resource);
    }

    /** Neighbouring assignments have their signs below each other. */
    private static List<String> assignments(String indent, Map<String, String> values) {
        int widest = values.keySet().stream().mapToInt(String::length).max().orElse(0);
        return values.entrySet().stream()
                .map(value -> indent + value.getKey()
                        + " ".repeat(widest - value.getKey().length()) + " = " + value.getValue())
                .toList();
    }

    /** A name that Terraform takes for a resource; Kafka does not let two topics differ in {@code .} and {@code _} alone. */
    private static String label(String name) {
        String label = name.replace('.', '_');
        return label.matches("[0-9-].*") ? "_" + label : label;
    }

    private static String text(String value) {
        return "\""
                + value.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("${", "$${")
                        .replace("%{", "%%{")
                + "\"";
    }
}
