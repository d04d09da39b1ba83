package dev.headgate.benchmarks.loops;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.headgate.schemas.codec.RequestEventHandler;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Outcome;
import dev.headgate.schemas.model.RequestEvent;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The same events out of the same bytes, as one reads them with the usual libraries. None of them looks whether names and
 * figures are what they should be, which ours does.
 */
final class OtherReaders {

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long NANOS_PER_MICRO = 1_000;
    private static final int SERVER_ERROR = 500;

    private final JsonFactory json = JsonFactory.builder().build();
    private final JsonMapper mapper = JsonMapper.builder().build();
    private String service = "";
    private String version = "";

    /** Token by token. */
    void streaming(byte[] value, RequestEventHandler handler) {
        try (JsonParser parser = json.createParser(ObjectReadContext.empty(), value)) {
            parser.nextToken();
            object(parser, handler);
        }
    }

    /** A tree first. */
    void tree(byte[] value, RequestEventHandler handler) {
        JsonNode document = mapper.readTree(value);
        service = document.get("service").asString();
        version = document.get("version").asString();
        if (document.has("events")) {
            document.get("events").forEach(each -> handler.event(event(each)));
        } else {
            handler.event(event(document));
        }
    }

    /** Protobuf's generated messages. */
    void messages(byte[] value, RequestEventHandler handler) {
        try {
            for (ResourceSpans of : TracesData.parseFrom(value).getResourceSpansList()) {
                service = attribute(of.getResource().getAttributesList(), "service.name");
                version = attribute(of.getResource().getAttributesList(), "service.version");
                for (ScopeSpans scope : of.getScopeSpansList()) {
                    scope.getSpansList().forEach(span -> handler.event(event(span)));
                }
            }
        } catch (InvalidProtocolBufferException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private void object(JsonParser parser, RequestEventHandler handler) {
        String operation = "";
        String requestId = "";
        long completedAtMillis = 0;
        long latencyMicros = 0;
        Outcome outcome = Outcome.SUCCESS;
        boolean batch = false;
        for (String field = parser.nextName(); field != null; field = parser.nextName()) {
            JsonToken token = parser.nextToken();
            switch (field) {
                case "service" -> service = parser.getString();
                case "version" -> version = parser.getString();
                case "operation" -> operation = parser.getString();
                case "requestId" -> requestId = parser.getString();
                case "completedAtMillis" -> completedAtMillis = parser.getLongValue();
                case "latencyMicros" -> latencyMicros = parser.getLongValue();
                case "outcome" -> outcome = outcome(parser.getString());
                case "events" -> {
                    batch = true;
                    while (parser.nextToken() == JsonToken.START_OBJECT) {
                        object(parser, handler);
                    }
                }
                default -> {
                    if (token.isStructStart()) {
                        parser.skipChildren();
                    }
                }
            }
        }
        if (!batch) {
            handler.event(event(operation, completedAtMillis, latencyMicros, outcome, requestId));
        }
    }

    private RequestEvent event(JsonNode node) {
        return event(
                node.get("operation").asString(),
                node.get("completedAtMillis").asLong(),
                node.get("latencyMicros").asLong(),
                outcome(node.get("outcome").asString()),
                node.get("requestId").asString());
    }

    private RequestEvent event(Span span) {
        long status = span.getAttributesList().stream()
                .filter(each -> each.getKey().equals("http.response.status_code"))
                .mapToLong(each -> each.getValue().getIntValue())
                .findFirst()
                .orElse(0);
        return event(
                attribute(span.getAttributesList(), "http.route"),
                span.getEndTimeUnixNano() / NANOS_PER_MILLI,
                (span.getEndTimeUnixNano() - span.getStartTimeUnixNano()) / NANOS_PER_MICRO,
                status >= SERVER_ERROR ? Outcome.ERROR : Outcome.SUCCESS,
                HexFormat.of().formatHex(span.getTraceId().toByteArray()));
    }

    private RequestEvent event(
            String operation, long completedAtMillis, long latencyMicros, Outcome outcome, String requestId) {
        return new RequestEvent(
                service,
                version,
                operation,
                Labels.NONE,
                completedAtMillis,
                latencyMicros,
                outcome,
                Optional.of(requestId));
    }

    private static Outcome outcome(String word) {
        return word.equals("error") ? Outcome.ERROR : Outcome.SUCCESS;
    }

    private static String attribute(List<KeyValue> attributes, String key) {
        for (KeyValue attribute : attributes) {
            if (attribute.getKey().equals(key)) {
                return attribute.getValue().getStringValue();
            }
        }
        return "";
    }
}
