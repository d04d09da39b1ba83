package dev.headgate.processor.otlp;

import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Reads spans in JSON. Not thread-safe. */
final class JsonSpans {

    private static final List<String> KINDS = List.of(
            "SPAN_KIND_UNSPECIFIED",
            "SPAN_KIND_INTERNAL",
            "SPAN_KIND_SERVER",
            "SPAN_KIND_CLIENT",
            "SPAN_KIND_PRODUCER",
            "SPAN_KIND_CONSUMER");
    private static final List<String> STATUS_CODES =
            List.of("STATUS_CODE_UNSET", "STATUS_CODE_OK", "STATUS_CODE_ERROR");
    private static final int TRACE_ID_DIGITS = 2 * ProtobufSpans.TRACE_ID_BYTES;

    private final Attributes resource;
    private final SpanFields span;
    private final Texts texts;
    private final JsonAttributes attributes;
    private final SpanEvents into;
    private int index;

    JsonSpans(AttributeKeys keys, Texts texts, SpanEvents into) {
        resource = new Attributes(keys);
        span = new SpanFields(keys);
        this.texts = texts;
        attributes = new JsonAttributes(keys, texts);
        this.into = into;
    }

    /** @throws Unusable if the record as a whole cannot be read; a single span that cannot is refused */
    void read(JsonNode root) {
        if (!root.path("resourceSpans").isArray()) {
            throw new Unusable("not OTLP: expected an object with resourceSpans; does this topic hold spans?");
        }
        index = 0;
        for (JsonNode ofResource : Json.items(root, "resourceSpans")) {
            resource.clear();
            attributes.read(Json.object(ofResource, "resource"), resource);
            if (!into.leavesAlone(resource)) {
                for (JsonNode scope : Json.items(ofResource, "scopeSpans")) {
                    Json.items(scope, "spans").forEach(this::take);
                }
            }
        }
    }

    private void take(JsonNode found) {
        try {
            if (!found.isObject()) {
                throw new Unusable("expected an object, found " + Json.kind(found));
            }
            read(found, Json.value(found, "kind", KINDS));
        } catch (Unusable unusable) {
            into.refuse(index, unusable);
        }
        index++;
    }

    private void read(JsonNode found, int kind) {
        if (!into.counts(kind)) {
            return;
        }
        span.clear();
        span.kind = kind;
        readTraceId(Json.text(found, "traceId"));
        span.name = texts.of(Json.text(found, "name"));
        span.startNanos = Json.whole(found, "startTimeUnixNano");
        span.endNanos = Json.whole(found, "endTimeUnixNano");
        span.status = Json.value(Json.object(found, "status"), "code", STATUS_CODES);
        attributes.read(found, span.attributes);
        into.add(index, span, resource);
    }

    private void readTraceId(String digits) {
        if (digits.isEmpty()) {
            return;
        }
        try {
            if (digits.length() == TRACE_ID_DIGITS) {
                span.traceIdHigh = HexFormat.fromHexDigitsToLong(digits, 0, TRACE_ID_DIGITS / 2);
                span.traceIdLow = HexFormat.fromHexDigitsToLong(digits, TRACE_ID_DIGITS / 2, TRACE_ID_DIGITS);
                return;
            }
        } catch (IllegalArgumentException none) {
            // Said below, as for one of another length.
        }
        throw new Unusable("traceId: expected 32 hexadecimal digits, found \"" + Naming.shown(digits) + "\"");
    }
}
