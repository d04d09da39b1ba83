package dev.headgate.schemas.codec;

import dev.headgate.schemas.model.RequestEvent;
import java.io.ByteArrayOutputStream;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes values of the topic {@code telemetry.requests}. Thread-safe. */
public final class RequestEventWriter {

    private final JsonFactory json = JsonFactory.builder().build();

    /** One event as a value of its own. */
    public byte[] write(RequestEvent event) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator generator = json.createGenerator(ObjectWriteContext.empty(), bytes)) {
            writeHead(generator, "request", event.service(), event.version());
            writeFields(generator, event);
            generator.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /**
     * Several events of one version of one service as a batch.
     *
     * @throws IllegalArgumentException if there are more than {@link TelemetryLimits#BATCH_EVENTS} or one of them is of
     *     another service or version
     */
    public byte[] write(String service, String version, List<RequestEvent> events) {
        if (events.size() > TelemetryLimits.BATCH_EVENTS) {
            throw new IllegalArgumentException(
                    "a batch holds at most " + TelemetryLimits.BATCH_EVENTS + " events, found " + events.size());
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128 + 128 * events.size());
        try (JsonGenerator generator = json.createGenerator(ObjectWriteContext.empty(), bytes)) {
            writeHead(generator, "requests", service, version);
            generator.writeArrayPropertyStart("events");
            for (RequestEvent event : events) {
                requireSame(service, version, event);
                generator.writeStartObject();
                writeFields(generator, event);
                generator.writeEndObject();
            }
            generator.writeEndArray();
            generator.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void writeHead(JsonGenerator generator, String kind, String service, String version) {
        generator.writeStartObject();
        generator.writeNumberProperty("schema", SchemaVersion.CURRENT);
        generator.writeStringProperty("kind", kind);
        generator.writeStringProperty("service", service);
        generator.writeStringProperty("version", version);
    }

    private static void writeFields(JsonGenerator generator, RequestEvent event) {
        generator.writeStringProperty("operation", event.operation());
        if (!event.labels().isEmpty()) {
            generator.writeObjectPropertyStart("labels");
            event.labels().forEach(generator::writeStringProperty);
            generator.writeEndObject();
        }
        generator.writeNumberProperty("completedAtMillis", event.completedAtMillis());
        generator.writeNumberProperty("latencyMicros", event.latencyMicros());
        generator.writeStringProperty("outcome", event.outcome().wireName());
        event.requestId().ifPresent(id -> generator.writeStringProperty("requestId", id));
    }

    private static void requireSame(String service, String version, RequestEvent event) {
        if (!event.service().equals(service) || !event.version().equals(version)) {
            throw new IllegalArgumentException("a batch holds events of one version: expected " + service + " "
                    + version + ", found " + event.service() + " " + event.version());
        }
    }
}
