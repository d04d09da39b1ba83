package dev.headgate.schemas.codec;

import dev.headgate.schemas.model.AbortRollout;
import dev.headgate.schemas.model.Acknowledge;
import dev.headgate.schemas.model.AdvanceRollout;
import dev.headgate.schemas.model.Approve;
import dev.headgate.schemas.model.BindPolicy;
import dev.headgate.schemas.model.ChangePolicy;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.Measurement;
import dev.headgate.schemas.model.PauseRollout;
import dev.headgate.schemas.model.RecordedTick;
import dev.headgate.schemas.model.Reject;
import dev.headgate.schemas.model.ResumeRollout;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.SetWeight;
import dev.headgate.schemas.model.StartRollout;
import dev.headgate.schemas.model.StepBackRollout;
import dev.headgate.schemas.model.Summary;
import dev.headgate.schemas.model.TickItem;
import dev.headgate.schemas.model.TrainSignal;
import dev.headgate.schemas.model.UnknownCommand;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes and reads the JSON documents of every topic but {@code telemetry.requests}.
 *
 * <p>Writing is deterministic: the same record always gives the same bytes. {@code "schema"} comes first, then a
 * {@code "kind"} where there are several, then the components in their order; absent values are left out; vocabularies
 * are written by their words, instants and durations as of ISO 8601, weights as plain percent.
 *
 * <p>Reading ignores fields it does not know. A word that a vocabulary does not know becomes its {@code UNKNOWN}. All
 * else that is not as it should be ends in a {@link CodecException}. Thread-safe.
 */
public final class JsonCodec {

    private static final Map<String, Class<? extends Command>> COMMANDS = Map.ofEntries(
            Map.entry("start", StartRollout.class),
            Map.entry("abort", AbortRollout.class),
            Map.entry("approve", Approve.class),
            Map.entry("reject", Reject.class),
            Map.entry("tick", TickItem.class),
            Map.entry("pause", PauseRollout.class),
            Map.entry("resume", ResumeRollout.class),
            Map.entry("advance", AdvanceRollout.class),
            Map.entry("step-back", StepBackRollout.class),
            Map.entry("acknowledge", Acknowledge.class),
            Map.entry("set-weight", SetWeight.class),
            Map.entry("change-policy", ChangePolicy.class),
            Map.entry("bind", BindPolicy.class),
            Map.entry("train-signal", TrainSignal.class));

    private final JsonMapper mapper = RecordMapper.create();

    /**
     * The document of a decision, command, execution, evaluation, rollout state, measurement, summary or tick.
     *
     * @throws IllegalArgumentException if the record is no document of its own
     */
    public byte[] write(Object document) {
        if (document instanceof Summary summary) {
            return withHead("\"kind\":\"summary\"", SummaryDocument.of(summary));
        }
        if (document instanceof Command command) {
            Object fields = command instanceof UnknownCommand ? new HeaderOnly(command.header()) : command;
            return withHead("\"kind\":" + mapper.writeValueAsString(command.kind()), fields);
        }
        if (document instanceof Decision
                || document instanceof Execution
                || document instanceof Evaluation
                || document instanceof RolloutState
                || document instanceof Measurement
                || document instanceof RecordedTick) {
            return withHead("", document);
        }
        throw new IllegalArgumentException(
                document.getClass().getSimpleName() + " is not a document; documents are decisions, commands, "
                        + "executions, evaluations, rollout states, measurements, summaries and ticks");
    }

    /**
     * Reads a decision.
     *
     * @throws CodecException if the bytes are none
     */
    public Decision readDecision(byte[] json) {
        return convert(LaterFields.withList(document(json), "recipients"), Decision.class);
    }

    /**
     * Reads a command; one of an unknown kind becomes an {@link UnknownCommand}.
     *
     * @throws CodecException if the bytes are no command
     */
    public Command readCommand(byte[] json) {
        ObjectNode document = document(json);
        JsonNode kind = document.get("kind");
        if (kind == null) {
            throw new CodecException(DeadLetterCause.MISSING_FIELD, "kind: missing");
        }
        if (!kind.isString()) {
            throw new CodecException(DeadLetterCause.WRONG_TYPE, "kind: expected text");
        }
        Class<? extends Command> known = COMMANDS.get(kind.stringValue());
        return known == null ? new UnknownCommand(header(document), kind.stringValue()) : convert(document, known);
    }

    /**
     * Reads an execution.
     *
     * @throws CodecException if the bytes are none
     */
    public Execution readExecution(byte[] json) {
        return read(json, Execution.class);
    }

    /**
     * Reads an evaluation.
     *
     * @throws CodecException if the bytes are none
     */
    public Evaluation readEvaluation(byte[] json) {
        return read(json, Evaluation.class);
    }

    /**
     * Reads a rollout state.
     *
     * @throws CodecException if the bytes are none
     */
    public RolloutState readRolloutState(byte[] json) {
        return convert(LaterFields.withSituation(document(json)), RolloutState.class);
    }

    /**
     * Reads a measurement.
     *
     * @throws CodecException if the bytes are none
     */
    public Measurement readMeasurement(byte[] json) {
        return read(json, Measurement.class);
    }

    /**
     * Reads a summary.
     *
     * @throws CodecException if the bytes are none, or its figures contradict each other
     */
    public Summary readSummary(byte[] json) {
        ObjectNode document = document(json);
        JsonNode kind = document.get("kind");
        if (kind != null && !(kind.isString() && kind.stringValue().equals("summary"))) {
            throw new CodecException(DeadLetterCause.UNKNOWN_KIND, "kind: expected \"summary\"");
        }
        return convert(document, SummaryDocument.class).toSummary();
    }

    /**
     * Reads a tick.
     *
     * @throws CodecException if the bytes are none
     */
    public RecordedTick readTick(byte[] json) {
        return read(json, RecordedTick.class);
    }

    private byte[] withHead(String kind, Object record) {
        byte[] fields = mapper.writeValueAsBytes(record);
        String head = "{\"schema\":" + SchemaVersion.CURRENT + (kind.isEmpty() ? "" : "," + kind) + ",";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(head.length() + fields.length);
        bytes.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        bytes.write(fields, 1, fields.length - 1);
        return bytes.toByteArray();
    }

    private <T> T read(byte[] json, Class<T> type) {
        return convert(document(json), type);
    }

    private CommandHeader header(ObjectNode document) {
        return convert(document, HeaderOnly.class).header();
    }

    ObjectNode document(byte[] json) {
        JsonNode node;
        try {
            node = mapper.readTree(json);
        } catch (JacksonException e) {
            throw new CodecException(DeadLetterCause.NOT_JSON, "not JSON: " + e.getOriginalMessage(), e);
        }
        if (!(node instanceof ObjectNode document)) {
            throw new CodecException(DeadLetterCause.WRONG_TYPE, "expected a JSON object");
        }
        JsonNode schema = document.get("schema");
        if (schema == null) {
            throw new CodecException(DeadLetterCause.MISSING_FIELD, "schema: missing");
        }
        if (!schema.isIntegralNumber()) {
            throw new CodecException(DeadLetterCause.WRONG_TYPE, "schema: expected a whole number");
        }
        SchemaVersion.check(schema.canConvertToLong() ? schema.longValue() : Long.MAX_VALUE);
        return document;
    }

    <T> T convert(ObjectNode document, Class<T> type) {
        try {
            return mapper.treeToValue(document, type);
        } catch (JacksonException e) {
            throw ReadProblem.of(e);
        }
    }

    /** What any command has, whatever its kind. */
    private record HeaderOnly(CommandHeader header) {}
}
