package dev.headgate.cli.doctor;

import dev.headgate.schemas.topics.TopicCatalogue;
import dev.headgate.schemas.topics.TopicSizing;
import dev.headgate.schemas.topics.TopicSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether the topics are there, cut alike, and kept as the catalogue wants it. */
final class TopicChecks {
    static final String CHECK = "topics";
    private static final int MAJORITY = 3;

    private final String prefix;
    private final Map<String, TopicSeen> seen;
    private final List<Finding> findings = new ArrayList<>();

    private TopicChecks(String prefix, Map<String, TopicSeen> seen) {
        this.prefix = prefix;
        this.seen = seen;
    }

    /**
     * Looks at all of them.
     *
     * @param prefix before every topic's name
     * @param seen those that are there, by name
     */
    static List<Finding> of(String prefix, Map<String, TopicSeen> seen) {
        var checks = new TopicChecks(prefix, seen);
        checks.missing();
        checks.partitions();
        checks.replicas();
        checks.configurations();
        if (checks.findings.isEmpty()) {
            checks.findings.add(Finding.good(
                    CHECK, "all " + seen.size() + " are there, cut alike and kept as the catalogue wants it"));
        }
        return checks.findings;
    }

    private void missing() {
        List<String> missing = specs(1).stream()
                .map(TopicSpec::name)
                .filter(name -> !seen.containsKey(name))
                .toList();
        if (seen.isEmpty()) {
            findings.add(Finding.wrong(
                    CHECK,
                    "there is none whose name begins with " + prefix + ", or none may be described",
                    "Make them with \"headgate topics create\"; is --topic-prefix right, and may this user describe"
                            + " them?"));
        } else if (!missing.isEmpty()) {
            findings.add(Finding.wrong(
                    CHECK,
                    "missing, or not to be described by this user: " + String.join(", ", missing),
                    "Make them with \"headgate topics create --partitions " + usual()
                            + "\", which leaves the others as they are."));
        }
    }

    /** Records of one service must meet in one judge. */
    private void partitions() {
        SortedMap<String, Integer> alike = new TreeMap<>();
        shared().stream()
                .map(TopicSpec::name)
                .filter(seen::containsKey)
                .forEach(name -> alike.put(name, topic(name).partitions()));
        if (new TreeSet<>(alike.values()).size() > 1) {
            int usual = usual();
            String others = alike.entrySet().stream()
                    .filter(topic -> topic.getValue() != usual)
                    .map(topic -> topic.getKey() + " has " + topic.getValue())
                    .collect(Collectors.joining(", "));
            findings.add(Finding.wrong(
                    CHECK,
                    "partition counts differ where they must be equal: " + others + ", the others have " + usual,
                    "Stop the gate and the executors, see whether what is in the topic is still needed, delete it, and"
                            + " make it again with \"headgate topics create --partitions " + usual + "\"."));
        }
    }

    /** The count that most of the shared topics have. */
    private int usual() {
        Map<Integer, Long> counts = shared().stream()
                .map(TopicSpec::name)
                .filter(seen::containsKey)
                .collect(Collectors.groupingBy(name -> topic(name).partitions(), TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(TopicSizing.PRODUCTION.gatePartitions());
    }

    private void replicas() {
        List<String> leaderless = names(topic -> topic.leaderless() > 0);
        if (!leaderless.isEmpty()) {
            findings.add(Finding.wrong(
                    CHECK,
                    "nobody leads partitions of " + String.join(", ", leaderless)
                            + ": they can be neither read nor written",
                    "Start the brokers that hold them."));
        }
        List<String> behind = names(topic -> topic.behind() > 0 && topic.leaderless() == 0);
        if (!behind.isEmpty()) {
            findings.add(
                    Finding.doubtful(
                            CHECK,
                            "replicas are behind or missing of " + String.join(", ", behind),
                            "Look at the brokers that are down or slow; below min.insync.replicas nothing is written any more."));
        }
    }

    private void configurations() {
        for (TopicSeen topic : seen.values()) {
            specs(topic.replication()).stream()
                    .filter(spec -> spec.name().equals(topic.name()))
                    .forEach(spec -> topic.configuration().ifPresent(found -> configuration(spec, found)));
        }
        List<String> unread = names(topic -> topic.configuration().isEmpty());
        if (!unread.isEmpty()) {
            findings.add(
                    Finding.doubtful(
                            CHECK,
                            "the settings of " + unread.size() + " topics may not be read by this user",
                            "Run this as somebody with the rights that \"headgate topics acls doctor\" lists to have them checked."));
        }
    }

    private void configuration(TopicSpec spec, Map<String, String> found) {
        spec.configuration().forEach((setting, expected) -> {
            String actual = found.getOrDefault(setting, "");
            Finding.Level level = Settings.level(setting, expected, actual);
            if (level != Finding.Level.GOOD) {
                findings.add(new Finding(
                        level,
                        CHECK,
                        spec.name() + " has " + setting + "=" + actual + ", expected " + expected + ": "
                                + Settings.consequence(setting),
                        "kafka-configs.sh --bootstrap-server HOST:PORT --alter --entity-type topics --entity-name "
                                + spec.name() + " --add-config " + setting + "=" + expected));
            }
        });
        if (number(found.get("min.insync.replicas")) > topic(spec.name()).replication()) {
            findings.add(Finding.wrong(
                    CHECK,
                    spec.name() + " has min.insync.replicas=" + found.get("min.insync.replicas") + " and only "
                            + topic(spec.name()).replication() + " replicas: nothing can be written",
                    "Lower min.insync.replicas below the number of replicas."));
        }
    }

    private static int number(@Nullable String text) {
        try {
            return text == null ? 0 : Integer.parseInt(text);
        } catch (NumberFormatException none) {
            return 0;
        }
    }

    private List<String> names(Predicate<TopicSeen> which) {
        return seen.values().stream()
                .filter(which)
                .map(TopicSeen::name)
                .sorted()
                .toList();
    }

    private TopicSeen topic(String name) {
        return Objects.requireNonNull(seen.get(name));
    }

    private List<TopicSpec> specs(int replication) {
        return new TopicCatalogue(prefix, new TopicSizing(1, 1, (short) Math.max(1, replication))).topics();
    }

    /** Those that judges share, told by being cut otherwise than telemetry. */
    private List<TopicSpec> shared() {
        return new TopicCatalogue(prefix, new TopicSizing(1, 2, (short) MAJORITY))
                .topics().stream().filter(topic -> topic.partitions() == 2).toList();
    }
}
