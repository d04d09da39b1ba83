package dev.headgate.schemas.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A value of {@code telemetry.requests} while it comes in: one event or a batch; used again for the next. Not thread-safe. */
final class EventDocument {

    private final InternedTexts operations;
    private final EventFields single;
    private final List<EventFields> batch = new ArrayList<>();
    private int batchSize;
    private boolean isBatch;
    private @Nullable String service;
    private @Nullable String version;
    private @Nullable String kind;

    EventDocument(InternedTexts operations) {
        this.operations = operations;
        single = new EventFields(operations);
    }

    void clear() {
        single.clear();
        batchSize = 0;
        isBatch = false;
        service = null;
        version = null;
        kind = null;
    }

    /** The fields of the event, if it is no batch. */
    EventFields single() {
        return single;
    }

    /** Takes the service's name; false if there is none. */
    boolean service(@Nullable String name) {
        service = name;
        return name != null;
    }

    /** Takes the version's name; false if there is none. */
    boolean version(@Nullable String name) {
        version = name;
        return name != null;
    }

    void kind(String word) {
        kind = word;
    }

    boolean isBatch() {
        return isBatch;
    }

    /** It is a batch, of no events yet. */
    void beginBatch() {
        isBatch = true;
        batchSize = 0;
    }

    /** Whether it holds as many events as it may. */
    boolean isFull() {
        return batchSize == TelemetryLimits.BATCH_EVENTS;
    }

    /** The fields of the batch's next event. */
    EventFields nextSlot() {
        if (batchSize == batch.size()) {
            batch.add(new EventFields(operations));
        }
        EventFields fields = batch.get(batchSize++);
        fields.clear();
        return fields;
    }

    /**
     * Hands over what it holds.
     *
     * @param bytes the value's size
     * @throws CodecException if it cannot be used as a whole; nothing was handed over then
     */
    void deliver(int bytes, RequestEventHandler handler) {
        checkKind();
        if (isBatch) {
            deliverBatch(handler);
        } else {
            deliverSingle(bytes, handler);
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

    private void deliverSingle(int bytes, RequestEventHandler handler) {
        if (bytes > TelemetryLimits.EVENT_BYTES) {
            throw RequestEventReader.tooLarge(bytes, "an event", TelemetryLimits.EVENT_BYTES);
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
                handler.event(fields.toEvent(ofService, ofVersion));
            }
        }
    }

    private static String required(@Nullable String value, String field) {
        if (value == null) {
            throw new CodecException(DeadLetterCause.MISSING_FIELD, field + ": missing");
        }
        return value;
    }
}
