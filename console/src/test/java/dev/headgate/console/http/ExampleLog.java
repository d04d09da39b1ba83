package dev.headgate.console.http;

import dev.headgate.console.model.LogRecord;
import dev.headgate.console.model.Positions;
import dev.headgate.console.model.ReadModel;
import dev.headgate.documents.PolicyHash;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.PolicyText;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.StartRollout;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The log of one rollout, made of the examples of the schemas. */
final class ExampleLog {

    static final Instant AT = Instant.parse("2026-11-29T09:59:00Z");
    private static final JsonCodec CODEC = new JsonCodec();

    private final ReadModel model;
    private long offset;

    ExampleLog(ReadModel model) {
        this.model = model;
    }

    /** A rollout that is under way, with a decision, an execution and figures. */
    static ExampleLog of(ReadModel model) {
        ExampleLog log = new ExampleLog(model);
        RolloutState state = CODEC.readRolloutState(example("rollout-state"));
        log.append(TopicCatalogue.GATE_COMMANDS, state.service(), CODEC.write(start(state)));
        log.append(TopicCatalogue.GATE_POLICIES, policyHash(), policy().getBytes(StandardCharsets.UTF_8));
        log.append(TopicCatalogue.GATE_DECISIONS, state.service(), example("decision"));
        log.append(TopicCatalogue.EXECUTIONS, state.service(), example("execution"));
        log.append(TopicCatalogue.GATE_EVALUATIONS, state.service(), example("evaluation"));
        log.append(TopicCatalogue.GATE_ROLLOUTS, state.service(), example("rollout-state"));
        return log;
    }

    static Decision decision() {
        return CODEC.readDecision(example("decision"));
    }

    static RolloutState state() {
        return CODEC.readRolloutState(example("rollout-state"));
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
        model.apply(
                List.of(new LogRecord(
                        topic, 0, offset++, AT, Optional.of(key), Optional.of(value), new RecordHeaders())),
                Positions.NONE);
    }

    private static Command start(RolloutState state) {
        return new StartRollout(
                new CommandHeader(
                        "start-1", state.correlationId(), state.service(), state.rolloutId(), "ann", AT, "a release"),
                state.canary(),
                state.baseline(),
                new PolicyText("canary.yaml", policy(), policyHash()));
    }

    static byte[] example(String name) {
        try (InputStream stream = ExampleLog.class.getResourceAsStream("/examples/" + name + ".json")) {
            return Objects.requireNonNull(stream, name).readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
