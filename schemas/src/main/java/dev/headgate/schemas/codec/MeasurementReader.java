package dev.headgate.schemas.codec;

import dev.headgate.schemas.model.Measurement;
import dev.headgate.schemas.model.Names;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads values of the topic {@code telemetry.measurements}: one measurement, or a batch of those of one service or of one
 * version of it under {@code measurements}. Thread-safe.
 */
public final class MeasurementReader {

    private static final String BATCH = "measurements";
    private static final String SERVICE = "service";
    private static final String VERSION = "version";

    private final JsonCodec codec;

    /** @param codec what reads a single document */
    public MeasurementReader(JsonCodec codec) {
        this.codec = codec;
    }

    /**
     * Reads the whole value, then hands over its measurements. A single measurement that is bad, and a value that is not
     * what it should be as a whole, end in an exception; single bad ones of a batch are handed over as refused.
     *
     * @throws CodecException if the value cannot be used; nothing was handed over then
     */
    public void read(byte[] value, MeasurementHandler handler) {
        if (value.length > TelemetryLimits.BATCH_BYTES) {
            throw tooLarge(value.length, "a batch", TelemetryLimits.BATCH_BYTES);
        }
        ObjectNode document = codec.document(value);
        if (document.has(BATCH)) {
            readBatch(document, handler);
        } else if (value.length > TelemetryLimits.EVENT_BYTES) {
            throw tooLarge(value.length, "a measurement", TelemetryLimits.EVENT_BYTES);
        } else {
            handler.measurement(checked(document));
        }
    }

    private void readBatch(ObjectNode document, MeasurementHandler handler) {
        if (!(document.get(BATCH) instanceof ArrayNode items)) {
            throw new CodecException(DeadLetterCause.WRONG_TYPE, BATCH + ": expected an array");
        }
        if (items.size() > TelemetryLimits.BATCH_EVENTS) {
            throw new CodecException(
                    DeadLetterCause.TOO_MANY_EVENTS,
                    BATCH + ": more than " + TelemetryLimits.BATCH_EVENTS + ", send several batches");
        }
        requireName(document, SERVICE);
        if (document.has(VERSION)) {
            requireName(document, VERSION);
        }
        for (int i = 0; i < items.size(); i++) {
            readItem(i, items.get(i), document, handler);
        }
    }

    private void readItem(int index, JsonNode item, ObjectNode batch, MeasurementHandler handler) {
        Measurement measurement;
        try {
            if (!(item instanceof ObjectNode fields)) {
                throw new CodecException(DeadLetterCause.WRONG_TYPE, "expected an object");
            }
            fields.set(SERVICE, batch.get(SERVICE));
            if (batch.has(VERSION)) {
                fields.set(VERSION, batch.get(VERSION));
            }
            measurement = checked(fields);
        } catch (CodecException unusable) {
            handler.refused(index, unusable.cause(), unusable.detail());
            return;
        }
        handler.measurement(measurement);
    }

    private Measurement checked(ObjectNode fields) {
        Measurement measurement = codec.convert(fields, Measurement.class);
        if (measurement.kind() == Measurement.Kind.UNKNOWN) {
            throw new CodecException(
                    DeadLetterCause.UNKNOWN_KIND,
                    "kind: expected gauge, ratio, count, value, probe or alert, found \""
                            + EventFields.shown(fields.get("kind").stringValue("")) + "\"");
        }
        MeasurementRules.problem(measurement).ifPresent(problem -> {
            throw new CodecException(DeadLetterCause.INVALID_VALUE, problem);
        });
        return measurement;
    }

    private static void requireName(ObjectNode document, String field) {
        JsonNode name = document.get(field);
        if (name == null) {
            throw new CodecException(DeadLetterCause.MISSING_FIELD, field + ": missing");
        }
        if (!name.isString()) {
            throw new CodecException(DeadLetterCause.WRONG_TYPE, field + ": expected text");
        }
        if (!Names.isName(name.stringValue())) {
            throw new CodecException(DeadLetterCause.INVALID_VALUE, MeasurementRules.noName(field, name.stringValue()));
        }
    }

    private static CodecException tooLarge(int size, String what, int limit) {
        return new CodecException(
                DeadLetterCause.TOO_LARGE, what + " holds at most " + limit + " bytes, found " + size);
    }
}
