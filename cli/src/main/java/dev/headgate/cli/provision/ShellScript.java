package dev.headgate.cli.provision;

import dev.headgate.schemas.access.Right;
import dev.headgate.schemas.topics.TopicCatalogue;
import dev.headgate.schemas.topics.TopicSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/** A script of POSIX' shell that calls Kafka's own programs, and may be run again. */
final class ShellScript {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=,@%+-]+");

    private ShellScript() {}

    static List<String> topics(TopicCatalogue catalogue) {
        List<String> lines = beginning("kafka-topics.sh");
        for (TopicSpec topic : catalogue.topics()) {
            List<String> words = new ArrayList<>(List.of(
                    "--create",
                    "--if-not-exists",
                    "--topic",
                    topic.name(),
                    "--partitions",
                    Integer.toString(topic.partitions()),
                    "--replication-factor",
                    Short.toString(topic.replication())));
            topic.configuration().forEach((name, value) -> words.addAll(List.of("--config", name + "=" + value)));
            lines.add(call(words));
        }
        return lines;
    }

    static List<String> grants(List<Grant> grants) {
        List<String> lines = beginning("kafka-acls.sh");
        for (Grant grant : grants) {
            lines.add("");
            lines.add("# " + grant.principal());
            byWhatIsAllowed(grant.rights())
                    .forEach((allowed, rights) -> lines.add(call(words(grant, allowed, rights))));
        }
        return lines;
    }

    /** One call may name many resources, if the same is allowed with each. */
    private record Allowed(PatternType pattern, List<AclOperation> operations) {}

    private static Map<Allowed, List<Right>> byWhatIsAllowed(List<Right> rights) {
        Map<Allowed, List<Right>> groups = new LinkedHashMap<>();
        for (Right right : rights) {
            groups.computeIfAbsent(new Allowed(right.pattern(), right.operations()), none -> new ArrayList<>())
                    .add(right);
        }
        return groups;
    }

    private static List<String> words(Grant grant, Allowed allowed, List<Right> rights) {
        List<String> words = new ArrayList<>(List.of("--add", "--allow-principal", grant.principal()));
        allowed.operations().forEach(operation -> words.addAll(List.of("--operation", Words.capitalized(operation))));
        if (allowed.pattern() == PatternType.PREFIXED) {
            words.addAll(List.of("--resource-pattern-type", "prefixed"));
        }
        rights.forEach(right -> words.addAll(List.of(option(right.resource()), right.name())));
        return words;
    }

    private static String option(ResourceType resource) {
        return "--" + resource.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static List<String> beginning(String program) {
        String function = function(program);
        return new ArrayList<>(List.of(
                "#!/bin/sh",
                "# BOOTSTRAP_SERVERS is HOST:PORT of the brokers; COMMAND_CONFIG, if they want it, a file of the client's",
                "# security settings.",
                "set -eu",
                ": \"${BOOTSTRAP_SERVERS:?set it to HOST:PORT of the brokers}\"",
                function + "() {",
                "  " + program + " --bootstrap-server \"$BOOTSTRAP_SERVERS\" \\",
                "    ${COMMAND_CONFIG:+--command-config \"$COMMAND_CONFIG\"} \"$@\"",
                "}"));
    }

    private static String function(String program) {
        return program.replace(".sh", "").replace('-', '_');
    }

    private static String call(List<String> words) {
        String function = words.get(0).equals("--add") ? "kafka_acls" : "kafka_topics";
        return function + " "
                + String.join(" ", words.stream().map(ShellScript::quoted).toList());
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
