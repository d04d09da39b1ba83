package dev.headgate.schemas.codec;

import dev.headgate.schemas.model.Names;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads values of the topic {@code telemetry.requests}: one request event or a batch of them. Fields may come in any
 * order; those that are not known are ignored. Made for the hot path: what is written as usual is read straight from its
 * bytes, all else token by token without a tree, and names that repeat become one string. Keep one per thread; not thread-safe.
 */
public final class RequestEventReader {

    private final JsonFactory json = JsonFactory.builder().build();
    private final InternedTexts names = new InternedTexts(Names::isName);
    private final InternedTexts operations = new InternedTexts(Names::isOperation);
    private final UsualEvents usual = new UsualEvents(names, operations);
    private final EventDocument document = new EventDocument(operations);

    /**
     * Reads the whole value, then hands over its events. A single event that is bad, and a value that is not what it
     * should be as a whole, end in an exception; single bad events of a batch are handed over as refused.
     *
     * @throws CodecException if the value cannot be used; nothing was handed over then
     */
    public void read(byte[] value, RequestEventHandler handler) {
        requireBatchSize(value);
        document.clear();
        if (!usual.read(value, document)) {
            parse(value);
        }
        document.deliver(value.length, handler);
    }

    /** The same without the short cut. */
    void readThoroughly(byte[] value, RequestEventHandler handler) {
        requireBatchSize(value);
        parse(value);
        document.deliver(value.length, handler);
    }

    private void parse(byte[] value) {
        document.clear();
        try (JsonParser parser = json.createParser(ObjectReadContext.empty(), value)) {
            readDocument(parser, value.length > TelemetryLimits.EVENT_BYTES);
        } catch (JacksonException e) {
            throw new CodecException(DeadLetterCause.NOT_JSON, "not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static void requireBatchSize(byte[] value) {
        if (value.length > TelemetryLimits.BATCH_BYTES) {
            throw tooLarge(value.length, "a batch", TelemetryLimits.BATCH_BYTES);
        }
    }

    private void readDocument(JsonParser parser, boolean measured) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new CodecException(DeadLetterCause.WRONG_TYPE, "expected a JSON object");
        }
        for (String field = parser.nextName(); field != null; field = parser.nextName()) {
            JsonToken token = parser.nextToken();
            switch (field) {
                case "schema" -> checkSchema(parser, token);
                case "kind" -> document.kind(text(parser, token, "kind"));
                case "service" -> document.service(name(parser, token, "service"));
                case "version" -> document.version(name(parser, token, "version"));
                case "events" -> readBatch(parser, token, measured);
                default -> document.single().read(field, parser, token);
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
        document.beginBatch();
        for (JsonToken item = parser.nextToken(); item != JsonToken.END_ARRAY; item = parser.nextToken()) {
            if (document.isFull()) {
                throw new CodecException(
                        DeadLetterCause.TOO_MANY_EVENTS,
                        "events: more than " + TelemetryLimits.BATCH_EVENTS + " events, send several batches");
            }
            readItem(document.nextSlot(), parser, item, measured);
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

    static CodecException tooLarge(int size, String what, int limit) {
        return new CodecException(
                DeadLetterCause.TOO_LARGE, what + " holds at most " + limit + " bytes, found " + size);
    }

    static String found(@Nullable JsonToken token) {
        return token == null ? "nothing" : EventFields.found(token);
    }
}
