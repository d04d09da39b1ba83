package dev.headgate.schemas.codec;

import dev.headgate.schemas.model.Names;
import dev.headgate.schemas.model.RequestEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads values of the topic {@code telemetry.requests}: one request event or a batch of them. Fields may come in any
 * order; those that are not known are ignored. Made for the hot path: it reads token by token without a tree, and names
 * that repeat become one string. Keep one per thread; not thread-safe.
 */
public final class RequestEventReader {

    private final JsonFactory json = JsonFactory.builder().build();
    private final InternedTexts names = new InternedTexts(Names::isName);
    private final InternedTexts operations = new InternedTexts(Names::isOperation);
    private final EventFields single = new EventFields(operations);
    private final List<EventFields> batch = new ArrayList<>();
    private int batchSize;
    private boolean isBatch;
    private @Nullable String service;
    private @Nullable String version;
    private @Nullable String kind;

    /**
     * Reads the whole value, then hands over its events. A single event that is bad, and a value that is not what it
     * should be as a whole, end in an exception; single bad events of a batch are handed over as refused.
     *
     * @throws CodecException if the value cannot be used; nothing was handed over then
     */
    public void read(byte[] value, RequestEventHandler handler) {
        if (value.length > TelemetryLimits.BATCH_BYTES) {
            throw tooLarge(value.length, "a batch", TelemetryLimits.BATCH_BYTES);
        }
        clear();
        try (JsonParser parser = json.createParser(ObjectReadContext.empty(), value)) {
            readDocument(parser, value.length > TelemetryLimits.EVENT_BYTES);
        } catch (JacksonException e) {
            throw new CodecException(DeadLetterCause.NOT_JSON, "not JSON: " + e.getOriginalMessage(), e);
        }
        checkKind();
        if (isBatch) {
            deliverBatch(handler);
        } else {
            deliverSingle(value.length, handler);
        }
    }

    private void clear() {
        single.clear();
        batchSize = 0;
        isBatch = false;
        service = null;
        version = null;
        kind = null;
    }

    private void readDocument(JsonParser parser, boolean measured) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new CodecException(DeadLetterCause.WRONG_TYPE, "expected a JSON object");
        }
        for (String field = parser.nextName(); field != null; field = parser.nextName()) {
            JsonToken token = parser.nextToken();
            switch (field) {
                case "schema" -> checkSchema(parser, token);
                case "kind" -> kind = text(parser, token, "kind");
                case "service" -> service = name(parser, token, "service");
                case "version" -> version = name(parser, token, "version");
                case "events" -> readBatch(parser, token, measured);
                default -> single.read(field, parser, token);
            }
        }
        if (parser.nextToken() != null) {
            throw new CodecException(DeadLetterCause.NOT_JSON, "there is more after the JSON object");
        }
    }

    private void readBatch(JsonParser parser, JsonToken token, boolean measured) {
        if (token != JsonToken.START_ARRAY) {
            throw new CodecException(DeadLetterCause.WRONG_TYPE, "events: expected an array, found " + found(token));
        }
        isBatch = true;
        batchSize = 0;
        for (JsonToken item = parser.nextToken(); item != JsonToken.END_ARRAY; item = parser.nextToken()) {
            if (batchSize == TelemetryLimits.BATCH_EVENTS) {
                throw new CodecException(
                        DeadLetterCause.TOO_MANY_EVENTS,
                        "events: more than " + TelemetryLimits.BATCH_EVENTS + " events, send several batches");
            }
            readItem(nextSlot(), parser, item, measured);
        }
    }

    private void readItem(EventFields fields, JsonParser parser, JsonToken item, boolean measured) {
        if (item != JsonToken.START_OBJECT) {
            parser.skipChildren();
            fields.refuse(DeadLetterCause.WRONG_TYPE, "expected an object, found " + found(item));
            return;
        }
        long begin = measured ? parser.currentTokenLocation().getByteOffset() : 0;
        for (String field = parser.nextName(); field != null; field = parser.nextName()) {
            fields.read(field, parser, parser.nextToken());
        }
        if (measured && parser.currentLocation().getByteOffset() - begin > TelemetryLimits.EVENT_BYTES) {
            fields.refuse(DeadLetterCause.TOO_LARGE, "larger than " + TelemetryLimits.EVENT_BYTES + " bytes");
        }
    }

    private EventFields nextSlot() {
        if (batchSize == batch.size()) {
            batch.add(new EventFields(operations));
        }
        EventFields fields = batch.get(batchSize++);
        fields.clear();
        return fields;
    }

    private void deliverSingle(int size, RequestEventHandler handler) {
        if (size > TelemetryLimits.EVENT_BYTES) {
            throw tooLarge(size, "an event", TelemetryLimits.EVENT_BYTES);
        }
        String ofService = required(service, "service");
        String ofVersion = required(version, "version");
        Optional<CodecException> problem = single.problem();
        if (problem.isPresent()) {
            throw problem.get();
        }
        handler.event(single.toEvent(ofService, ofVersion));
    }

    private void deliverBatch(RequestEventHandler handler) {
        String ofService = required(service, "service");
        String ofVersion = required(version, "version");
        for (int i = 0; i < batchSize; i++) {
            EventFields fields = batch.get(i);
            Optional<CodecException> problem = fields.problem();
            if (problem.isPresent()) {
                handler.refused(i, problem.get().cause(), problem.get().detail());
            } else {
                RequestEvent event = fields.toEvent(ofService, ofVersion);
                handler.event(event);
            }
        }
    }

    private void checkKind() {
        String expected = isBatch ? "requests" : "request";
        if (kind == null && isBatch) {
            throw new CodecException(DeadLetterCause.MISSING_FIELD, "kind: missing, expected \"requests\"");
        }
        if (kind != null && !kind.equals(expected)) {
            throw new CodecException(
                    DeadLetterCause.UNKNOWN_KIND,
                    "kind: expected \"" + expected + "\" for " + (isBatch ? "a value with" : "a value without")
                            + " events, found \"" + EventFields.shown(kind) + "\"");
        }
    }

    private static void checkSchema(JsonParser parser, JsonToken token) {
        if (token != JsonToken.VALUE_NUMBER_INT) {
            throw new CodecException(
                    DeadLetterCause.WRONG_TYPE, "schema: expected a whole number, found " + found(token));
        }
        SchemaVersion.check(parser.getValueAsLong(Long.MAX_VALUE));
    }

    private static String text(JsonParser parser, JsonToken token, String field) {
        if (token != JsonToken.VALUE_STRING) {
            throw new CodecException(DeadLetterCause.WRONG_TYPE, field + ": expected text, found " + found(token));
        }
        return parser.getString();
    }

    private String name(JsonParser parser, JsonToken token, String field) {
        if (token != JsonToken.VALUE_STRING) {
            throw new CodecException(DeadLetterCause.WRONG_TYPE, field + ": expected text, found " + found(token));
        }
        String name = names.find(parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
        if (name == null) {
            throw new CodecException(
                    DeadLetterCause.INVALID_VALUE,
                    field + ": expected 1 to 100 of A-Z a-z 0-9 . _ - beginning with a letter or digit, found \""
                            + EventFields.shown(parser.getString()) + "\"");
        }
        return name;
    }

    private static String required(@Nullable String value, String field) {
        if (value == null) {
            throw new CodecException(DeadLetterCause.MISSING_FIELD, field + ": missing");
        }
        return value;
    }

    private static CodecException tooLarge(int size, String what, int limit) {
        return new CodecException(
                DeadLetterCause.TOO_LARGE, what + " holds at most " + limit + " bytes, found " + size);
    }

    static String found(@Nullable JsonToken token) {
        return token == null ? "nothing" : EventFields.found(token);
    }
}
