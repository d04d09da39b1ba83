package dev.headgate.console.http;

import dev.headgate.console.model.LogRecord;
import dev.headgate.console.model.Positions;
import dev.headgate.console.model.ReadModel;
import dev.headgate.documents.PolicyHash;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.PolicyText;
import dev.headgate.schemas.model.Question;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.StartRollout;
import dev.headgate.schemas.signing.SigningKey;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The log of one rollout, made of the examples of the schemas. */
public final class ExampleLog {

    /** Its id. */
    public static final String ROLLOUT = "shop-241";

    static final Instant AT = Instant.parse("2026-11-29T09:59:00Z");
    private static final String SERVICE = "shop";
    private static final JsonCodec CODEC = new JsonCodec();

    private final ReadModel model;
    private long offset = state().epoch();
    private String lastCommand = "";

    private ExampleLog(ReadModel model) {
        this.model = model;
    }

    /** A rollout that is under way, with a decision, an execution and figures. */
    static ExampleLog of(ReadModel model) {
        return of(model, policy());
    }

    /** The same by another policy; {@code ann} has started it. */
    public static ExampleLog of(ReadModel model, String policy) {
        ExampleLog log = new ExampleLog(model);
        log.append(TopicCatalogue.GATE_COMMANDS, SERVICE, CODEC.write(start(state(), policy)));
        log.append(TopicCatalogue.GATE_POLICIES, PolicyHash.of(policy), policy.getBytes(StandardCharsets.UTF_8));
        log.append(TopicCatalogue.GATE_DECISIONS, SERVICE, of(promoted(), policy));
        log.append(TopicCatalogue.EXECUTIONS, SERVICE, promoted("execution"));
        log.append(TopicCatalogue.GATE_EVALUATIONS, SERVICE, example("evaluation"));
        log.append(TopicCatalogue.GATE_ROLLOUTS, SERVICE, of(example("rollout-state"), policy));
        return log;
    }

    /** The rollout's state, standing there for another reason. */
    static byte[] state(String reason) {
        return text(of(example("rollout-state"), policy()))
                .replaceFirst("\"reason\": *\"[^\"]*\"", "\"reason\": \"" + reason + "\"")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The decision that led to its stage. */
    static Decision decision() {
        return CODEC.readDecision(promoted());
    }

    /** Another one after it. */
    static Decision decision(int sequence) {
        return CODEC.readDecision(text(promoted())
                .replace("\"shop-241/1\"", "\"shop-241/" + sequence + "\"")
                .replaceFirst("\"sequence\": *1", "\"sequence\": " + sequence)
                .getBytes(StandardCharsets.UTF_8));
    }

    /** Takes in a command that somebody has given. */
    void command(Command command) {
        lastCommand = command.header().commandId();
        append(TopicCatalogue.GATE_COMMANDS, SERVICE, CODEC.write(command));
    }

    /** The same, signed. */
    void command(Command command, SigningKey key) {
        lastCommand = command.header().commandId();
        byte[] value = CODEC.write(command);
        RecordHeaders headers = new RecordHeaders();
        key.sign(value, headers);
        append(TopicCatalogue.GATE_COMMANDS, SERVICE, value, headers);
    }

    /** The gate refuses the command that was taken in last. */
    void refuseLast(String reason) {
        String refusal = text(promoted("decision"))
                .replace("\"shop-241/1\"", "\"shop-241/0\"")
                .replaceFirst("\"sequence\": *3", "\"sequence\": 0")
                .replaceFirst("\"epoch\": *17", "\"epoch\": " + (offset - 1))
                .replaceFirst("\"kind\": *\"rollback\"", "\"kind\": \"refuse\"")
                .replaceFirst("\"regards\":", "\"command\": \"" + lastCommand + "\", \"regards\":")
                .replaceFirst("\"reason\": *\"[^\"]*\"", "\"reason\": \"" + reason + "\"");
        append(TopicCatalogue.GATE_DECISIONS, SERVICE, refusal.getBytes(StandardCharsets.UTF_8));
    }

    /** The gate decides something that has nothing to do with the command that was taken in last, and has read it. */
    void decideAfterLast() {
        recordAfterLast("the line of the stage passes");
    }

    /** The same for a reason. */
    void recordAfterLast(String reason) {
        String decided = text(promoted())
                .replaceFirst("\"reason\": *\"[^\"]*\"", "\"reason\": \"" + reason + "\"")
                .replace("\"shop-241/1\"", "\"shop-241/2\"")
                .replaceFirst("\"sequence\": *1", "\"sequence\": 2")
                .replaceFirst("\"topic\": *\"executions\"", "\"topic\": \"gate.commands\"")
                .replaceFirst("\"offset\": *12", "\"offset\": " + (offset - 1));
        append(TopicCatalogue.GATE_DECISIONS, SERVICE, decided.getBytes(StandardCharsets.UTF_8));
    }

    /** The gate asks a role something. */
    public void asks(String role, String policy) {
        String asking = text(of(example("rollout-state"), policy))
                .replaceFirst("\"kind\": *\"approval\"", "\"kind\": \"answer\"")
                .replaceFirst("\"name\": *\"release-managers\"", "\"name\": \"" + role + "\"");
        append(TopicCatalogue.GATE_ROLLOUTS, SERVICE, asking.getBytes(StandardCharsets.UTF_8));
    }

    /** The executor waits for a person in step {@code replica}. */
    static Execution asking(Question.About about, Instant askedAt) {
        Execution done = CODEC.readExecution(promoted("execution"));
        return new Execution(
                done.executionId(),
                done.decisionId(),
                done.rolloutId(),
                done.service(),
                done.correlationId(),
                done.attempt(),
                ExecutionStatus.STARTED,
                done.runbook(),
                done.steps(),
                Optional.empty(),
                "waits for a person",
                done.startedAt(),
                Optional.empty(),
                done.executor(),
                done.results(),
                Optional.of(new Question(
                        "replica", about, "Is the replica caught up?", askedAt, askedAt.plus(Duration.ofMinutes(30)))));
    }

    /** The same in another attempt. */
    static Execution asking(Question.About about, Instant askedAt, int attempt) {
        String first = text(CODEC.write(asking(about, askedAt)));
        return CODEC.readExecution(first.replaceFirst("\"attempt\": *1", "\"attempt\": " + attempt)
                .replace("shop-241/1#1", "shop-241/1#" + attempt)
                .getBytes(StandardCharsets.UTF_8));
    }

    /** A rollback of number 3 is decided, and its first attempt fails. */
    void rollbackFails() {
        append(TopicCatalogue.GATE_DECISIONS, SERVICE, of(example("decision"), policy()));
        append(
                TopicCatalogue.EXECUTIONS,
                SERVICE,
                text(example("execution"))
                        .replaceFirst("\"status\": *\"succeeded\"", "\"status\": \"failed\"")
                        .getBytes(StandardCharsets.UTF_8));
    }

    /** The executor is done with it. */
    static byte[] done() {
        return promoted("execution");
    }

    /** An executor says something of what it does. */
    void executed(Execution execution) {
        append(TopicCatalogue.EXECUTIONS, execution.service(), CODEC.write(execution));
    }

    /** Takes in what somebody has said to executors. */
    void said(Decision word) {
        append(TopicCatalogue.GATE_DECISIONS, word.service(), CODEC.write(word));
    }

    /** The same of a decision, signed. */
    void said(Decision decision, SigningKey key) {
        byte[] value = CODEC.write(decision);
        RecordHeaders headers = new RecordHeaders();
        key.sign(value, headers);
        append(TopicCatalogue.GATE_DECISIONS, decision.service(), value, headers);
    }

    /** The same decision as if it were of another service, evaluated later. */
    static Decision ofService(Decision decision, String service) {
        return CODEC.readDecision(text(CODEC.write(decision))
                .replaceFirst("\"service\": *\"[^\"]*\"", "\"service\": \"" + service + "\"")
                .replaceFirst(
                        "\"evaluatedAt\": *\"[^\"]*\"",
                        "\"evaluatedAt\": \"" + decision.evaluatedAt().plusMillis(1) + "\"")
                .getBytes(StandardCharsets.UTF_8));
    }

    /** What an executor makes of a word. */
    static Execution answer(Decision word, ExecutionStatus status, String reason) {
        return new Execution(
                word.decisionId() + "#1",
                word.decisionId(),
                word.rolloutId(),
                word.service(),
                word.correlationId(),
                1,
                status,
                "",
                List.of(),
                Optional.empty(),
                reason,
                AT,
                Optional.of(AT),
                "executor-1");
    }

    static RolloutState state() {
        return CODEC.readRolloutState(example("rollout-state"));
    }

    private static byte[] promoted() {
        return text(promoted("decision"))
                .replaceFirst("\"sequence\": *3", "\"sequence\": 1")
                .replaceFirst("\"kind\": *\"rollback\"", "\"kind\": \"promote\"")
                .replaceFirst("\"from\": *5", "\"from\": 0")
                .replaceFirst("\"to\": *0", "\"to\": 25")
                .replaceFirst("\"stage\": *-1", "\"stage\": 1")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] promoted(String name) {
        return text(example(name))
                .replace("shop-241/3", "shop-241/1")
                .replaceFirst(",\\s*\"command\": *\"[^\"]*\"", "")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] of(byte[] document, String policy) {
        return text(document)
                .replaceFirst("\"policyHash\": *\"[0-9a-f]{64}\"", "\"policyHash\": \"" + PolicyHash.of(policy) + "\"")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] document) {
        return new String(document, StandardCharsets.UTF_8);
    }

    static String policy() {
        try {
            return Files.readString(
                    Path.of(System.getProperty("headgate.home")).resolve("examples/policies/canary.yaml"));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    static String policyHash() {
        return PolicyHash.of(policy());
    }

    void append(String topic, String key, byte[] value) {
        append(topic, key, value, new RecordHeaders());
    }

    private void append(String topic, String key, byte[] value, RecordHeaders headers) {
        model.apply(
                List.of(new LogRecord(topic, 0, offset++, AT, Optional.of(key), Optional.of(value), headers)),
                Positions.NONE);
    }

    private static Command start(RolloutState state, String policy) {
        return new StartRollout(
                new CommandHeader(
                        "start-1", state.correlationId(), state.service(), state.rolloutId(), "ann", AT, "a release"),
                state.canary(),
                state.baseline(),
                new PolicyText("policy.yaml", policy, PolicyHash.of(policy)));
    }

    static byte[] example(String name) {
        try (InputStream stream = ExampleLog.class.getResourceAsStream("/examples/" + name + ".json")) {
            return Objects.requireNonNull(stream, name).readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
