package dev.headgate.cli.doctor;

import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import dev.headgate.schemas.topics.TopicCatalogue;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.acl.AclOperation;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A part of an installation, and what it has to be allowed. */
public enum Part {
    /** Combines and judges. */
    GATE,
    /** Carries decisions out. */
    EXECUTOR,
    /** Commands the gate. */
    OPERATOR,
    /** Only looks. */
    VIEWER,
    /** Publishes telemetry. */
    APPLICATION;

    private static final List<String> TELEMETRY = List.of(
            TopicCatalogue.TELEMETRY_REQUESTS,
            TopicCatalogue.TELEMETRY_SUMMARIES,
            TopicCatalogue.TELEMETRY_MEASUREMENTS);
    private static final List<String> SHOWN = List.of(
            TopicCatalogue.TELEMETRY_DEAD_LETTERS,
            TopicCatalogue.GATE_DECISIONS,
            TopicCatalogue.GATE_EVALUATIONS,
            TopicCatalogue.GATE_ROLLOUTS,
            TopicCatalogue.GATE_POLICIES,
            TopicCatalogue.EXECUTIONS);

    /** Its name. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it does with topics, by their full names. */
    SortedMap<String, Set<AclOperation>> topics(TopicCatalogue catalogue) {
        Needed needed = new Needed(catalogue, new TreeMap<>());
        switch (this) {
            case GATE -> {
                needed.with(READ, TELEMETRY);
                needed.with(
                        READ,
                        List.of(TopicCatalogue.GATE_SKETCHES, TopicCatalogue.GATE_COMMANDS, TopicCatalogue.EXECUTIONS));
                needed.with(
                        WRITE,
                        List.of(
                                TopicCatalogue.GATE_SKETCHES,
                                TopicCatalogue.GATE_COMMANDS,
                                TopicCatalogue.GATE_DECISIONS,
                                TopicCatalogue.GATE_EVALUATIONS,
                                TopicCatalogue.GATE_ROLLOUTS,
                                TopicCatalogue.GATE_POLICIES,
                                TopicCatalogue.GATE_TICKS,
                                TopicCatalogue.TELEMETRY_DEAD_LETTERS));
            }
            case EXECUTOR -> {
                needed.with(
                        READ,
                        List.of(
                                TopicCatalogue.GATE_DECISIONS,
                                TopicCatalogue.EXECUTOR_JOURNAL,
                                TopicCatalogue.EXECUTIONS));
                needed.with(
                        WRITE,
                        List.of(
                                TopicCatalogue.EXECUTOR_JOURNAL,
                                TopicCatalogue.EXECUTIONS,
                                TopicCatalogue.TELEMETRY_DEAD_LETTERS));
            }
            case OPERATOR -> {
                needed.with(READ, SHOWN);
                needed.with(WRITE, List.of(TopicCatalogue.GATE_COMMANDS));
            }
            case VIEWER -> needed.with(READ, SHOWN);
            case APPLICATION -> needed.with(WRITE, TELEMETRY);
        }
        return needed.operations();
    }

    /** The groups that it is a member of. */
    List<String> groups(String installation) {
        return switch (this) {
            case GATE -> List.of(installation + "-combine", installation + "-judge");
            case EXECUTOR -> List.of(installation + "-executor");
            case OPERATOR, VIEWER, APPLICATION -> List.of();
        };
    }

    /** What else it does, that cannot be asked without doing it. */
    List<String> unasked(String installation) {
        return switch (this) {
            case GATE ->
                List.of(
                        "Write on transactional ids " + installation + "-combine-* and " + installation + "-judge-*",
                        "Create, Read and Write on topic " + installation + "-judge-judge-state-changelog");
            case EXECUTOR -> List.of("Write on transactional ids " + installation + "-executor-*");
            case OPERATOR, VIEWER, APPLICATION -> List.of();
        };
    }

    private record Needed(TopicCatalogue catalogue, SortedMap<String, Set<AclOperation>> operations) {
        void with(AclOperation operation, List<String> shortNames) {
            shortNames.forEach(name -> operations
                    .computeIfAbsent(catalogue.name(name), topic -> EnumSet.noneOf(AclOperation.class))
                    .add(operation));
        }
    }

    /** Reads the word from the command line. */
    public static final class Converter implements ITypeConverter<Part> {
        @Override
        public Part convert(String word) {
            return Arrays.stream(values())
                    .filter(part -> part.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(
                            "expected gate, executor, operator, viewer or application, found '" + word + "'"));
        }
    }

    /** The words that the command line takes. */
    public static final class Words implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            List<String> words = Arrays.stream(values()).map(Part::word).toList();
            return words.iterator();
        }
    }
}
