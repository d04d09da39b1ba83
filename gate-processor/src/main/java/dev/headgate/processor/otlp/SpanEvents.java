package dev.headgate.processor.otlp;

import dev.headgate.schemas.codec.DeadLetterCause;
import dev.headgate.schemas.codec.RequestEventHandler;
import dev.headgate.schemas.model.Outcome;
import dev.headgate.schemas.model.RequestEvent;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Spans of one record as request events, kept until the whole record is read. Not thread-safe. */
final class SpanEvents {

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long NANOS_PER_MICRO = 1_000;
    private static final HexFormat HEX = HexFormat.of();

    private final OtlpMapping mapping;
    private final Naming naming;
    private final List<RequestEvent> events = new ArrayList<>();
    private final List<Refused> refused = new ArrayList<>();

    SpanEvents(OtlpMapping mapping, AttributeKeys keys) {
        this.mapping = mapping;
        naming = new Naming(mapping, keys);
    }

    private record Refused(int index, String cause, String detail) {}

    void clear() {
        events.clear();
        refused.clear();
    }

    /** Whether spans of that kind are requests. */
    boolean counts(int kind) {
        return kind == SpanFields.SERVER || (kind == SpanFields.CONSUMER && mapping.consumers());
    }

    boolean leavesAlone(Attributes resource) {
        return naming.leavesAlone(resource);
    }

    /** Takes a span that counts, the record's index-th. */
    void add(int index, SpanFields span, Attributes resource) {
        try {
            events.add(event(span, resource));
        } catch (Unusable unusable) {
            refuse(index, unusable);
        }
    }

    void refuse(int index, Unusable unusable) {
        refused.add(new Refused(index, unusable.cause(), unusable.found()));
    }

    void deliver(RequestEventHandler handler) {
        events.forEach(handler::event);
        refused.forEach(each -> handler.refused(each.index(), each.cause(), each.detail()));
        clear();
    }

    private RequestEvent event(SpanFields span, Attributes resource) {
        String service = naming.service(span.attributes, resource);
        String version = naming.version(span.attributes, resource, service);
        requireTimes(span);
        return new RequestEvent(
                service,
                version,
                naming.operation(span.attributes, resource, span.name),
                naming.labels(span.attributes, resource),
                span.endNanos / NANOS_PER_MILLI,
                (span.endNanos - span.startNanos) / NANOS_PER_MICRO,
                failed(span) ? Outcome.ERROR : Outcome.SUCCESS,
                requestId(span));
    }

    private boolean failed(SpanFields span) {
        return span.status == SpanFields.STATUS_ERROR || naming.serverError(span.attributes);
    }

    private static void requireTimes(SpanFields span) {
        if (span.startNanos <= 0 || span.endNanos <= 0) {
            throw new Unusable(
                    DeadLetterCause.MISSING_FIELD,
                    "startTimeUnixNano and endTimeUnixNano: expected both, found " + span.startNanos + " and "
                            + span.endNanos);
        }
        if (span.endNanos < span.startNanos) {
            throw new Unusable(
                    DeadLetterCause.INVALID_VALUE,
                    "endTimeUnixNano: " + (span.startNanos - span.endNanos) + " ns before the span begins");
        }
    }

    private static Optional<String> requestId(SpanFields span) {
        return span.traceIdHigh == 0 && span.traceIdLow == 0
                ? Optional.empty()
                : Optional.of(HEX.toHexDigits(span.traceIdHigh) + HEX.toHexDigits(span.traceIdLow));
    }
}
