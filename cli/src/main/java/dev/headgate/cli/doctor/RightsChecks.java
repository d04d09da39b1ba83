package dev.headgate.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;

/** Whether this user may do what its part of an installation has to. */
final class RightsChecks {
    static final String CHECK = "rights";

    private RightsChecks() {}

    /**
     * Of a part.
     *
     * @param part what this user is to be, for people
     * @param topics what it has to do with topics
     * @param groups what it has to do with groups
     * @param seen the topics that are there
     * @param allowedGroups what may be done with groups that the cluster knows of
     * @param unasked what cannot be asked without doing it
     */
    static List<Finding> of(
            String part,
            SortedMap<String, Set<AclOperation>> topics,
            SortedMap<String, Set<AclOperation>> groups,
            Map<String, TopicSeen> seen,
            Map<String, Optional<Set<AclOperation>>> allowedGroups,
            List<String> unasked) {
        List<String> missing = new ArrayList<>();
        List<String> unknown = new ArrayList<>(unasked);
        topics.forEach((topic, operations) -> {
            Optional<Set<AclOperation>> allowed =
                    Optional.ofNullable(seen.get(topic)).flatMap(TopicSeen::allowed);
            compare("topic " + topic, operations, allowed, missing, unknown);
        });
        groups.forEach((group, operations) -> compare(
                "group " + group, operations, allowedGroups.getOrDefault(group, Optional.empty()), missing, unknown));
        List<Finding> findings = new ArrayList<>();
        if (!missing.isEmpty()) {
            findings.add(Finding.wrong(
                    CHECK,
                    "as " + part + " this user lacks " + String.join(", ", missing),
                    "Allow it: kafka-acls.sh --bootstrap-server HOST:PORT --add --allow-principal User:NAME"
                            + " --operation OPERATION --topic TOPIC (or --group GROUP)."));
        } else {
            findings.add(Finding.good(CHECK, "as " + part + " this user may do all that was asked about"));
        }
        if (!unknown.isEmpty()) {
            findings.add(Finding.doubtful(
                    CHECK,
                    "not known before it is done: " + String.join(", ", unknown),
                    "What is there now can be asked about; \"access denied\" in the logs names the rest."));
        }
        return findings;
    }

    /** Without a part: what the topics may be used for. */
    static Finding all(Map<String, TopicSeen> seen) {
        List<TopicSeen> told = seen.values().stream()
                .filter(topic -> topic.allowed().isPresent())
                .toList();
        if (told.isEmpty()) {
            return Finding.doubtful(CHECK, "the cluster does not say what this user may do", "Ask an administrator.");
        }
        return Finding.good(
                CHECK,
                "this user may read " + count(told, AclOperation.READ) + " and write "
                        + count(told, AclOperation.WRITE) + " of " + told.size()
                        + " topics; --as gate, executor, operator, viewer or application says whether that is enough");
    }

    private static long count(List<TopicSeen> topics, AclOperation operation) {
        return topics.stream()
                .filter(topic -> topic.allowed().orElse(Set.of()).contains(operation))
                .count();
    }

    private static void compare(
            String what,
            Set<AclOperation> needed,
            Optional<Set<AclOperation>> allowed,
            List<String> missing,
            List<String> unknown) {
        if (allowed.isEmpty()) {
            unknown.add(words(needed) + " on " + what);
            return;
        }
        Set<AclOperation> lacking = new TreeSet<>(needed);
        lacking.removeAll(allowed.get());
        if (!lacking.isEmpty()) {
            missing.add(words(lacking) + " on " + what);
        }
    }

    private static String words(Set<AclOperation> operations) {
        return new TreeSet<>(operations)
                .stream()
                        .map(operation -> operation.name().charAt(0)
                                + operation.name().substring(1).toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(" and "));
    }
}
