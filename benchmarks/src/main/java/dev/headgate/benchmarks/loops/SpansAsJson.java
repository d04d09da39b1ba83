package dev.headgate.benchmarks.loops;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The same spans as a Collector writes them as {@code otlp_json}: ids in hexadecimal digits, large numbers as texts. */
final class SpansAsJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private SpansAsJson() {}

    static byte[] of(byte[] protobuf) {
        ObjectNode all = MAPPER.createObjectNode();
        ArrayNode resources = all.putArray("resourceSpans");
        try {
            TracesData.parseFrom(protobuf).getResourceSpansList().forEach(each -> add(each, resources.addObject()));
        } catch (InvalidProtocolBufferException broken) {
            throw new IllegalStateException(broken);
        }
        return MAPPER.writeValueAsBytes(all);
    }

    private static void add(ResourceSpans of, ObjectNode node) {
        attributes(of.getResource().getAttributesList(), node.putObject("resource"));
        ArrayNode scopes = node.putArray("scopeSpans");
        for (ScopeSpans scope : of.getScopeSpansList()) {
            ArrayNode spans = scopes.addObject().putArray("spans");
            scope.getSpansList().forEach(span -> add(span, spans.addObject()));
        }
    }

    private static void add(Span span, ObjectNode node) {
        node.put("traceId", hex(span.getTraceId()))
                .put("spanId", hex(span.getSpanId()))
                .put("flags", span.getFlags())
                .put("name", span.getName())
                .put("kind", span.getKindValue())
                .put("startTimeUnixNano", Long.toString(span.getStartTimeUnixNano()))
                .put("endTimeUnixNano", Long.toString(span.getEndTimeUnixNano()));
        attributes(span.getAttributesList(), node);
    }

    private static void attributes(List<KeyValue> attributes, ObjectNode node) {
        ArrayNode array = node.putArray("attributes");
        for (KeyValue attribute : attributes) {
            ObjectNode value = array.addObject().put("key", attribute.getKey()).putObject("value");
            if (attribute.getValue().hasIntValue()) {
                value.put("intValue", Long.toString(attribute.getValue().getIntValue()));
            } else {
                value.put("stringValue", attribute.getValue().getStringValue());
            }
        }
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}
