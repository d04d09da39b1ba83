package dev.headgate.schemas.codec;

import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Names;
import dev.headgate.schemas.model.Outcome;
import dev.headgate.schemas.model.RequestEvent;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonParser.NumberType;
import tools.jackson.core.JsonToken;

/** The fields of one request event while they come in; used again for the next. Not thread-safe. */
final class EventFields {

    private static final int SHOWN_CHARACTERS = 80;

    private final InternedTexts operations;
    private @Nullable String operation;
    private SortedMap<String, String> labels = Labels.NONE;
    private boolean hasCompletedAt;
    private long completedAtMillis;
    private boolean hasLatency;
    private long latencyMicros;
    private @Nullable Outcome outcome;
    private Optional<String> requestId = Optional.empty();
    private @Nullable CodecException refused;

    EventFields(InternedTexts operations) {
        this.operations = operations;
    }

    void clear() {
        operation = null;
        labels = Labels.NONE;
        hasCompletedAt = false;
        hasLatency = false;
        outcome = null;
        requestId = Optional.empty();
        refused = null;
    }

    /** Takes the operation's name; false if there is none. */
    boolean operation(@Nullable String name) {
        operation = name;
        return name != null;
    }

    /** Takes the time of completion; false if it cannot be one. */
    boolean completedAtMillis(long millis) {
        completedAtMillis = millis;
        hasCompletedAt = true;
        return millis >= 1 && millis <= TelemetryLimits.LATEST_MILLIS;
    }

    /** Takes the latency, at least 0. */
    void latencyMicros(long micros) {
        latencyMicros = micros;
        hasLatency = true;
    }

    void outcome(Outcome word) {
        outcome = word;
    }

    /** Takes a request id of a length that is allowed. */
    void requestId(String id) {
        requestId = Optional.of(id);
    }

    /** Takes one field, the parser standing at its value; leaves the parser at the value's end. */
    void read(String field, JsonParser parser, JsonToken token) {
        switch (field) {
            case "operation" -> readOperation(parser, token);
            case "completedAtMillis" -> {
                completedAtMillis = wholeNumber(field, parser, token, 1, TelemetryLimits.LATEST_MILLIS);
                hasCompletedAt = true;
            }
            case "latencyMicros" -> {
                latencyMicros = wholeNumber(field, parser, token, 0, Long.MAX_VALUE);
                hasLatency = true;
            }
            case "outcome" -> readOutcome(parser, token);
            case "requestId" -> readRequestId(parser, token);
            case "labels" -> readLabels(parser, token);
            default -> parser.skipChildren();
        }
    }

    /** Notes why the event cannot be used; the first reason stands. */
    void refuse(String cause, String detail) {
        if (refused == null) {
            refused = new CodecException(cause, detail);
        }
    }

    /** Why these fields are no event, if they are none. */
    Optional<CodecException> problem() {
        if (refused == null) {
            requirePresent(operation != null, "operation");
            requirePresent(hasCompletedAt, "completedAtMillis");
            requirePresent(hasLatency, "latencyMicros");
            requirePresent(outcome != null, "outcome");
        }
        return Optional.ofNullable(refused);
    }

    /** The event; only after {@link #problem} found none. */
    RequestEvent toEvent(String service, String version) {
        if (operation == null || outcome == null) {
            throw new IllegalStateException("an event without operation or outcome");
        }
        return new RequestEvent(
                service, version, operation, labels, completedAtMillis, latencyMicros, outcome, requestId);
    }

    private void requirePresent(boolean present, String field) {
        if (!present) {
            refuse(DeadLetterCause.MISSING_FIELD, field + ": missing");
        }
    }

    private void readOperation(JsonParser parser, JsonToken token) {
        if (isText("operation", parser, token)) {
            operation =
                    operations.find(parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
            if (operation == null) {
                refuseValue("operation", "1 to 200 printable ASCII characters", parser.getString());
            }
        }
    }

    private void readOutcome(JsonParser parser, JsonToken token) {
        if (!isText("outcome", parser, token)) {
            return;
        }
        if (is(parser, "success")) {
            outcome = Outcome.SUCCESS;
        } else if (is(parser, "error")) {
            outcome = Outcome.ERROR;
        } else {
            refuseValue("outcome", "\"success\" or \"error\"", parser.getString());
        }
    }

    private void readRequestId(JsonParser parser, JsonToken token) {
        if (token == JsonToken.VALUE_NULL || !isText("requestId", parser, token)) {
            return;
        }
        int length = parser.getStringLength();
        if (length < 1 || length > TelemetryLimits.TEXT_LENGTH) {
            refuseValue("requestId", "1 to " + TelemetryLimits.TEXT_LENGTH + " characters", parser.getString());
        } else {
            requestId = Optional.of(parser.getString());
        }
    }

    private void readLabels(JsonParser parser, JsonToken token) {
        if (token == JsonToken.VALUE_NULL) {
            return;
        }
        if (token != JsonToken.START_OBJECT) {
            parser.skipChildren();
            refuse(DeadLetterCause.WRONG_TYPE, "labels: expected an object, found " + found(token));
            return;
        }
        SortedMap<String, String> found = Labels.NONE;
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            if (found.isEmpty()) {
                found = new TreeMap<>();
            }
            readLabel(name, parser, parser.nextToken(), found);
        }
        labels = found;
    }

    private void readLabel(String name, JsonParser parser, JsonToken token, SortedMap<String, String> found) {
        String field = "labels." + shown(name);
        if (!isText(field, parser, token)) {
            return;
        }
        String value =
                operations.find(parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
        if (value == null) {
            refuseValue(
                    field, "1 to " + TelemetryLimits.TEXT_LENGTH + " printable ASCII characters", parser.getString());
        } else if (!Names.isName(name)) {
            refuse(DeadLetterCause.INVALID_VALUE, field + ": expected a name of letters, digits, . _ -");
        } else if (found.size() == TelemetryLimits.LABELS && !found.containsKey(name)) {
            refuse(DeadLetterCause.INVALID_VALUE, "labels: at most " + TelemetryLimits.LABELS);
        } else {
            found.put(name, value);
        }
    }

    private long wholeNumber(String field, JsonParser parser, JsonToken token, long least, long most) {
        if (token != JsonToken.VALUE_NUMBER_INT) {
            parser.skipChildren();
            refuse(DeadLetterCause.WRONG_TYPE, field + ": expected a whole number, found " + found(token));
            return least;
        }
        NumberType type = parser.getNumberType();
        if (type == NumberType.BIG_INTEGER) {
            refuse(DeadLetterCause.INVALID_VALUE, field + ": the number is too large");
            return least;
        }
        long value = parser.getLongValue();
        if (value < least || value > most) {
            refuse(
                    DeadLetterCause.INVALID_VALUE,
                    field + ": expected at least " + least + (most == Long.MAX_VALUE ? "" : " and at most " + most)
                            + ", found " + value);
        }
        return value;
    }

    private boolean isText(String field, JsonParser parser, JsonToken token) {
        if (token == JsonToken.VALUE_STRING) {
            return true;
        }
        parser.skipChildren();
        refuse(DeadLetterCause.WRONG_TYPE, field + ": expected text, found " + found(token));
        return false;
    }

    private void refuseValue(String field, String expected, String found) {
        refuse(DeadLetterCause.INVALID_VALUE, field + ": expected " + expected + ", found \"" + shown(found) + "\"");
    }

    private static boolean is(JsonParser parser, String word) {
        int length = parser.getStringLength();
        if (length != word.length()) {
            return false;
        }
        char[] characters = parser.getStringCharacters();
        int offset = parser.getStringOffset();
        for (int i = 0; i < length; i++) {
            if (characters[offset + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Foreign text as it may stand in a message: short and without control characters. */
    static String shown(String text) {
        String cut = text.length() > SHOWN_CHARACTERS ? text.substring(0, SHOWN_CHARACTERS) + "…" : text;
        return cut.replaceAll("\\p{Cntrl}", "?");
    }

    static String found(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "true or false";
            case VALUE_NULL -> "null";
            default -> "something else";
        };
    }
}
