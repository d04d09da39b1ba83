package dev.headgate.cli.doctor;

import dev.headgate.cli.provision.Words;
import dev.headgate.schemas.access.Right;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;

/** Whether this user may do what its part of an installation has to. */
final class RightsChecks {
    static final String CHECK = "rights";

    private RightsChecks() {}

    /**
     * Of a part.
     *
     * @param part what this user is to be, for people
     * @param rights what it has to be allowed
     * @param seen the topics that are there
     * @param ofGroup what may be done with a group, if the cluster says so; only groups that are there can be asked about
     */
    static List<Finding> of(
            String part,
            List<Right> rights,
            Map<String, TopicSeen> seen,
            Function<String, Optional<Set<AclOperation>>> ofGroup) {
        List<String> missing = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (Right right : rights) {
            Optional<Set<AclOperation>> allowed = allowed(right, seen, ofGroup);
            Set<AclOperation> lacking = new TreeSet<>(right.operations());
            allowed.ifPresent(lacking::removeAll);
            if (!lacking.isEmpty()) {
                (allowed.isPresent() ? missing : unknown).add(words(lacking) + " on " + named(right));
            }
        }
        List<Finding> findings = new ArrayList<>();
        if (!missing.isEmpty()) {
            findings.add(Finding.wrong(
                    CHECK,
                    "as " + part + " this user lacks " + String.join(", ", missing),
                    "Allow it: \"headgate topics acls" + (part.equals("gate") ? " combine judge" : " " + part)
                            + " --print\" writes down what does."));
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
                        + " topics; --as says whether that is enough, --as gate for example");
    }

    private static long count(List<TopicSeen> topics, AclOperation operation) {
        return topics.stream()
                .filter(topic -> topic.allowed().orElse(Set.of()).contains(operation))
                .count();
    }

    /** Whether what begins with a name may be used, and transactional ids, nobody tells before they are. */
    private static Optional<Set<AclOperation>> allowed(
            Right right, Map<String, TopicSeen> seen, Function<String, Optional<Set<AclOperation>>> ofGroup) {
        if (right.pattern() != PatternType.LITERAL) {
            return Optional.empty();
        }
        return switch (right.resource()) {
            case TOPIC -> Optional.ofNullable(seen.get(right.name())).flatMap(TopicSeen::allowed);
            case GROUP -> ofGroup.apply(right.name());
            default -> Optional.empty();
        };
    }

    private static String named(Right right) {
        String kind = right.resource().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return right.pattern() == PatternType.LITERAL ? kind + " " + right.name() : kind + "s " + right.name() + "*";
    }

    private static String words(Set<AclOperation> operations) {
        return new TreeSet<>(operations).stream().map(Words::capitalized).collect(Collectors.joining(" and "));
    }
}
