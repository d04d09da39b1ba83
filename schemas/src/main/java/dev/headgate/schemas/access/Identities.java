package dev.headgate.schemas.access;

import java.util.List;

/**
 * How the processes of one installation are known to Kafka, apart from its topics' names.
 *
 * @param gate before {@code combine} and {@code judge}: the gate's {@code application.id.prefix}
 * @param executor the executor's group, and the beginning of its transactional ids: {@code group.id} and
 *     {@code transactional.id.prefix}
 * @param notices what the groups of the executor's channels begin with: {@code notices.group.id}
 * @param journal the executor's journal without the topics' prefix: {@code journal.topic}
 * @param executions where the executor publishes, without the prefix
 * @param otlp topics that an OpenTelemetry Collector writes and the gate reads, by their full names
 */
public record Identities(
        String gate, String executor, String notices, String journal, String executions, List<String> otlp) {

    private static final String DRY_RUN = "dry-run";

    /** Copies the list. */
    public Identities {
        otlp = List.copyOf(otlp);
    }

    /** What ids of an installation begin with: its prefix without the dot at the end. */
    public static String installation(String topicPrefix) {
        return topicPrefix.endsWith(".") ? topicPrefix.substring(0, topicPrefix.length() - 1) : topicPrefix;
    }

    /** Those of an installation whose settings say nothing else. */
    public static Identities standard(String topicPrefix) {
        String installation = installation(topicPrefix);
        return new Identities(
                installation + "-",
                installation + "-executor",
                installation + "-notices",
                "executor.journal",
                "executions",
                List.of());
    }

    /** With another beginning of the gate's application ids. */
    public Identities withGate(String prefix) {
        return new Identities(prefix, executor, notices, journal, executions, otlp);
    }

    /** With another group and other transactional ids of the executor. */
    public Identities withExecutor(String id) {
        return new Identities(gate, id, notices, journal, executions, otlp);
    }

    /** With other groups of channels. */
    public Identities withNotices(String beginning) {
        return new Identities(gate, executor, beginning, journal, executions, otlp);
    }

    /** With another journal. */
    public Identities withJournal(String shortName) {
        return new Identities(gate, executor, notices, shortName, executions, otlp);
    }

    /** With a Collector's topics. */
    public Identities withOtlp(List<String> topics) {
        return new Identities(gate, executor, notices, journal, executions, topics);
    }

    /** Of an executor that only pretends. */
    public Identities dryRun() {
        return new Identities(
                gate, executor + "-" + DRY_RUN, notices, journal + "." + DRY_RUN, executions + "." + DRY_RUN, otlp);
    }

    /** The group of the gate's half, and the beginning of its transactional ids and internal topics. */
    String application(String half) {
        return gate + half;
    }
}
