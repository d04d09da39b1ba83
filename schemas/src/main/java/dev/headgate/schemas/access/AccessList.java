package dev.headgate.schemas.access;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import dev.headgate.schemas.topics.TopicCatalogue;
import dev.headgate.schemas.topics.TopicSpec;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;

/**
 * The rights that each participant of an installation needs, and no others, on a cluster that forbids what is not allowed.
 * Immutable.
 */
public final class AccessList {

    private static final String COMBINE = "combine";
    private static final String JUDGE = "judge";
    /** Kafka Streams names it so: the application's id, the store, {@code changelog}. */
    private static final String CHANGELOG = "-judge-state-changelog";

    private final TopicCatalogue catalogue;
    private final Identities ids;

    /**
     * The rights in an installation.
     *
     * @param catalogue its topics
     * @param ids how its processes are known
     */
    public AccessList(TopicCatalogue catalogue, Identities ids) {
        this.catalogue = catalogue;
        this.ids = ids;
    }

    /** What a participant may do. */
    public List<Right> of(Participant participant) {
        return switch (participant) {
            case ADMINISTRATOR -> administrator();
            case APPLICATION -> application();
            case RECEIVER -> receiver();
            case COMBINE -> combine();
            case JUDGE -> judge();
            case EXECUTOR -> executor();
            case VIEWER -> viewer();
            case OPERATOR -> with(viewer(), WRITE, TopicCatalogue.GATE_COMMANDS);
            case ON_CALL -> with(of(Participant.OPERATOR), WRITE, TopicCatalogue.GATE_DECISIONS);
            case REPLAYER -> replayer();
            case CONSOLE -> console();
            case DOCTOR -> doctor();
        };
    }

    private List<Right> administrator() {
        return catalogue.topics().stream()
                .map(TopicSpec::name)
                .map(name -> Right.topic(name, CREATE, DESCRIBE))
                .toList();
    }

    private List<Right> application() {
        return List.of(
                may(TopicCatalogue.TELEMETRY_REQUESTS, WRITE),
                may(TopicCatalogue.TELEMETRY_SUMMARIES, WRITE),
                may(TopicCatalogue.TELEMETRY_MEASUREMENTS, WRITE));
    }

    /** How far a file was read is committed as if it were an offset of the requests, for which Kafka wants them readable. */
    private List<Right> receiver() {
        String known = catalogue.prefix() + "access-log.";
        return List.of(
                may(TopicCatalogue.TELEMETRY_REQUESTS, READ, WRITE),
                may(TopicCatalogue.TELEMETRY_DEAD_LETTERS, WRITE),
                Right.groups(known),
                Right.transactions(known));
    }

    private List<Right> combine() {
        String id = ids.application(COMBINE);
        List<Right> own = List.of(
                may(TopicCatalogue.TELEMETRY_REQUESTS, READ),
                may(TopicCatalogue.TELEMETRY_SUMMARIES, READ),
                may(TopicCatalogue.TELEMETRY_MEASUREMENTS, READ),
                may(TopicCatalogue.GATE_SKETCHES, WRITE),
                may(TopicCatalogue.TELEMETRY_DEAD_LETTERS, WRITE),
                Right.group(id),
                Right.transactions(id + "-"));
        Stream<Right> ofCollector = ids.otlp().stream().map(topic -> Right.topic(topic, READ));
        return Stream.concat(own.stream(), ofCollector).toList();
    }

    private List<Right> judge() {
        String id = ids.application(JUDGE);
        return List.of(
                may(TopicCatalogue.GATE_SKETCHES, READ),
                may(TopicCatalogue.GATE_COMMANDS, READ, WRITE),
                may(TopicCatalogue.EXECUTIONS, READ),
                may(TopicCatalogue.GATE_DECISIONS, WRITE),
                may(TopicCatalogue.GATE_EVALUATIONS, WRITE),
                may(TopicCatalogue.GATE_ROLLOUTS, WRITE),
                may(TopicCatalogue.GATE_POLICIES, WRITE),
                may(TopicCatalogue.GATE_TICKS, WRITE),
                may(TopicCatalogue.TELEMETRY_DEAD_LETTERS, WRITE),
                Right.topic(id + CHANGELOG, CREATE, READ, WRITE),
                Right.group(id),
                Right.transactions(id + "-"));
    }

    private List<Right> executor() {
        return List.of(
                may(TopicCatalogue.GATE_DECISIONS, READ),
                Right.topic(catalogue.prefix() + ids.journal(), READ, WRITE),
                Right.topic(catalogue.prefix() + ids.executions(), READ, WRITE),
                may(TopicCatalogue.TELEMETRY_DEAD_LETTERS, WRITE),
                Right.group(ids.executor()),
                Right.groups(ids.notices() + "-"),
                Right.transactions(ids.executor() + "-"));
    }

    private List<Right> viewer() {
        return List.of(
                may(TopicCatalogue.TELEMETRY_REQUESTS, READ),
                may(TopicCatalogue.TELEMETRY_SUMMARIES, DESCRIBE),
                may(TopicCatalogue.TELEMETRY_MEASUREMENTS, DESCRIBE),
                may(TopicCatalogue.TELEMETRY_DEAD_LETTERS, READ),
                may(TopicCatalogue.GATE_SKETCHES, READ),
                may(TopicCatalogue.GATE_COMMANDS, READ),
                may(TopicCatalogue.GATE_DECISIONS, READ),
                may(TopicCatalogue.GATE_EVALUATIONS, READ),
                may(TopicCatalogue.GATE_ROLLOUTS, READ),
                may(TopicCatalogue.GATE_POLICIES, READ),
                may(TopicCatalogue.GATE_TICKS, READ),
                Right.topic(catalogue.prefix() + ids.executions(), READ),
                Right.topic(catalogue.prefix() + ids.journal(), READ));
    }

    private List<Right> replayer() {
        return List.of(
                may(TopicCatalogue.TELEMETRY_DEAD_LETTERS, READ, WRITE),
                may(TopicCatalogue.TELEMETRY_REQUESTS, WRITE),
                may(TopicCatalogue.TELEMETRY_SUMMARIES, WRITE),
                may(TopicCatalogue.TELEMETRY_MEASUREMENTS, WRITE),
                Right.transaction(catalogue.prefix() + "dead-letters-replay"));
    }

    private List<Right> console() {
        return List.of(
                may(TopicCatalogue.GATE_COMMANDS, READ, WRITE),
                may(TopicCatalogue.GATE_DECISIONS, READ, WRITE),
                may(TopicCatalogue.GATE_EVALUATIONS, READ),
                may(TopicCatalogue.GATE_ROLLOUTS, READ),
                may(TopicCatalogue.GATE_POLICIES, READ),
                may(TopicCatalogue.EXECUTIONS, READ),
                may(TopicCatalogue.TELEMETRY_DEAD_LETTERS, READ));
    }

    /** Who holds a transaction open Kafka tells those who may read the topic; so it does how old what is unread is. */
    private List<Right> doctor() {
        Stream<Right> topics = Stream.concat(catalogue.topics().stream().map(TopicSpec::name), ids.otlp().stream())
                .map(name -> Right.topic(name, READ, DESCRIBE_CONFIGS));
        List<String> members = List.of(ids.application(COMBINE), ids.application(JUDGE), ids.executor());
        return Stream.of(
                        topics,
                        members.stream().map(Right::seenGroup),
                        members.stream().map(id -> Right.seenTransactions(id + "-")))
                .flatMap(rights -> rights)
                .toList();
    }

    private List<Right> with(List<Right> rights, AclOperation more, String topic) {
        String name = catalogue.name(topic);
        return rights.stream()
                .map(right -> right.name().equals(name) ? Right.topic(name, both(right, more)) : right)
                .toList();
    }

    private static AclOperation[] both(Right right, AclOperation more) {
        return Stream.concat(right.operations().stream(), Stream.of(more)).toArray(AclOperation[]::new);
    }

    private Right may(String topic, AclOperation... operations) {
        return Right.topic(catalogue.name(topic), operations);
    }
}
