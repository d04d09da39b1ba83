package dev.headgate.schemas.topics;

import dev.headgate.schemas.topics.TopicSpec.Cleanup;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** All topics of one installation: the names under its prefix, and what each must be like. Immutable. */
public final class TopicCatalogue {

    /** Request events, single or in batches. */
    public static final String TELEMETRY_REQUESTS = "telemetry.requests";

    /** What applications summed up themselves. */
    public static final String TELEMETRY_SUMMARIES = "telemetry.summaries";

    /** Figures that are not requests. */
    public static final String TELEMETRY_MEASUREMENTS = "telemetry.measurements";

    /** What could not be used, as it came. */
    public static final String TELEMETRY_DEAD_LETTERS = "telemetry.dead-letters";

    /** Sketches from combiners to judges, and the combiners' progress. */
    public static final String GATE_SKETCHES = "gate.sketches";

    /** What people and pipelines ask of the gate. */
    public static final String GATE_COMMANDS = "gate.commands";

    /** What the gate has decided. */
    public static final String GATE_DECISIONS = "gate.decisions";

    /** How rollouts looked, each second. */
    public static final String GATE_EVALUATIONS = "gate.evaluations";

    /** Where each service's latest rollout stands. */
    public static final String GATE_ROLLOUTS = "gate.rollouts";

    /** Policies by their hash. */
    public static final String GATE_POLICIES = "gate.policies";

    /** The judges' ticks, for replay. */
    public static final String GATE_TICKS = "gate.ticks";

    /** What executors did. */
    public static final String EXECUTIONS = "executions";

    /** The executors' own memory. */
    public static final String EXECUTOR_JOURNAL = "executor.journal";

    /** What an executor in a dry run would have done. */
    public static final String EXECUTIONS_DRY_RUN = "executions.dry-run";

    /** The memory of executors in a dry run. */
    public static final String EXECUTOR_JOURNAL_DRY_RUN = "executor.journal.dry-run";

    /** The prefix of an installation that sets none. */
    public static final String DEFAULT_PREFIX = "headgate.";

    /** Largest record of any topic, bytes: a batch of the largest size with room for headers. */
    public static final int LARGEST_RECORD_BYTES = 1_300_000;

    private static final Pattern PREFIX = Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]{0,99})?");

    private final String prefix;
    private final TopicSizing sizing;
    private final List<TopicSpec> topics;

    /** The catalogue of an installation of production size. */
    public TopicCatalogue(String prefix) {
        this(prefix, TopicSizing.PRODUCTION);
    }

    /**
     * @param prefix stands before every name, usually ending in a dot; empty for none
     * @throws IllegalArgumentException if the prefix cannot begin a topic's name
     */
    public TopicCatalogue(String prefix, TopicSizing sizing) {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    "a topic prefix holds up to 100 of A-Z a-z 0-9 . _ - and begins with a letter or digit, found \""
                            + prefix + "\"");
        }
        this.prefix = prefix;
        this.sizing = sizing;
        topics = List.of(
                telemetry(sizing, TELEMETRY_REQUESTS, "any", "request event or batch", "request-event", 1),
                telemetry(sizing, TELEMETRY_SUMMARIES, "any", "summary", "summary", 1),
                telemetry(sizing, TELEMETRY_MEASUREMENTS, "any", "measurement", "measurement", 7),
                telemetry(sizing, TELEMETRY_DEAD_LETTERS, "none", "raw bytes, origin in headers", "dead-letter", 7),
                kept(sizing, GATE_SKETCHES, "service; none for progress", "binary sketches", "", 7),
                kept(sizing, GATE_COMMANDS, "service", "command, signed", "command", 365),
                kept(sizing, GATE_DECISIONS, "service", "decision, signed", "decision", 365),
                kept(sizing, GATE_EVALUATIONS, "service", "evaluation", "evaluation", 7),
                compacted(sizing, GATE_ROLLOUTS, "service", "rollout state", "rollout-state"),
                compacted(sizing, GATE_POLICIES, "policy hash", "the policy's YAML", ""),
                kept(sizing, GATE_TICKS, "none; in the judge's own partition", "tick", "tick", 7),
                kept(sizing, EXECUTIONS, "service", "execution", "execution", 365),
                compacted(sizing, EXECUTOR_JOURNAL, "service/decision id", "journal entry", ""));
    }

    private TopicCatalogue(TopicCatalogue other, List<TopicSpec> more) {
        prefix = other.prefix;
        sizing = other.sizing;
        topics = Stream.concat(other.topics.stream(), more.stream()).toList();
    }

    /**
     * With one more journal, of an executor beside others.
     *
     * @param shortName its name without the prefix
     * @throws IllegalArgumentException if that is no topic's name, or there is such a topic
     */
    public TopicCatalogue andJournal(String shortName) {
        if (!shortName.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
                || topics.stream().anyMatch(topic -> topic.shortName().equals(shortName))) {
            throw new IllegalArgumentException("a journal's name holds up to 100 of A-Z a-z 0-9 . _ - and is no other"
                    + " topic's, found \"" + shortName + "\"");
        }
        return new TopicCatalogue(
                this, List.of(compacted(sizing, shortName, "service/decision id", "journal entry", "")));
    }

    /** With what an executor in a dry run needs. */
    public TopicCatalogue andDryRun() {
        return new TopicCatalogue(
                andJournal(EXECUTOR_JOURNAL_DRY_RUN),
                List.of(kept(sizing, EXECUTIONS_DRY_RUN, "service", "execution", "execution", 7)));
    }

    /** All topics. */
    public List<TopicSpec> topics() {
        return topics;
    }

    /** The prefix. */
    public String prefix() {
        return prefix;
    }

    /** The full name of a topic given by its constant. */
    public String name(String shortName) {
        return topic(shortName).name();
    }

    /**
     * The topic given by its constant.
     *
     * @throws IllegalArgumentException if there is none
     */
    public TopicSpec topic(String shortName) {
        return topics.stream()
                .filter(topic -> topic.shortName().equals(shortName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no topic \"" + shortName + "\", only "
                        + topics.stream().map(TopicSpec::shortName).toList()));
    }

    private TopicSpec telemetry(
            TopicSizing sizing, String name, String key, String value, String schema, int retentionDays) {
        return deleted(sizing, sizing.telemetryPartitions(), name, key, value, schema, retentionDays);
    }

    private TopicSpec kept(
            TopicSizing sizing, String name, String key, String value, String schema, int retentionDays) {
        return deleted(sizing, sizing.gatePartitions(), name, key, value, schema, retentionDays);
    }

    private TopicSpec deleted(
            TopicSizing sizing, int partitions, String name, String key, String value, String schema, int days) {
        SortedMap<String, String> configuration = shared(sizing);
        configuration.put("cleanup.policy", "delete");
        configuration.put("retention.ms", Long.toString(Duration.ofDays(days).toMillis()));
        return spec(sizing, partitions, name, key, value, schema, Optional.of(Duration.ofDays(days)), configuration);
    }

    private TopicSpec compacted(TopicSizing sizing, String name, String key, String value, String schema) {
        SortedMap<String, String> configuration = shared(sizing);
        configuration.put("cleanup.policy", "compact");
        return spec(sizing, sizing.gatePartitions(), name, key, value, schema, Optional.empty(), configuration);
    }

    private TopicSpec spec(
            TopicSizing sizing,
            int partitions,
            String name,
            String key,
            String value,
            String schema,
            Optional<Duration> retention,
            SortedMap<String, String> configuration) {
        return new TopicSpec(
                name,
                prefix + name,
                key,
                value,
                schema.isEmpty() ? Optional.empty() : Optional.of("/schemas/" + schema + ".schema.json"),
                partitions,
                sizing.replication(),
                retention.isPresent() ? Cleanup.DELETE : Cleanup.COMPACT,
                retention,
                configuration);
    }

    /** The log's own time everywhere: clocks of producers decide neither retention nor a decision's age. */
    private static SortedMap<String, String> shared(TopicSizing sizing) {
        SortedMap<String, String> configuration = new TreeMap<>();
        configuration.put("message.timestamp.type", "LogAppendTime");
        configuration.put("max.message.bytes", Integer.toString(LARGEST_RECORD_BYTES));
        configuration.put("min.insync.replicas", sizing.replication() >= 3 ? "2" : "1");
        return configuration;
    }
}
