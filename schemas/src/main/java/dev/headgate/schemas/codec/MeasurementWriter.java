package dev.headgate.schemas.codec;

import dev.headgate.schemas.model.Measurement;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes batches of the topic {@code telemetry.measurements}. Thread-safe. */
public final class MeasurementWriter {

    private final JsonFactory json = JsonFactory.builder().build();

    /**
     * Several measurements of one service, or of one version of it, as a batch.
     *
     * @throws IllegalArgumentException if there are more than {@link TelemetryLimits#BATCH_EVENTS} or one of them is of
     *     another service or version
     */
    public byte[] write(String service, Optional<String> version, List<Measurement> measurements) {
        if (measurements.size() > TelemetryLimits.BATCH_EVENTS) {
            throw new IllegalArgumentException("a batch holds at most " + TelemetryLimits.BATCH_EVENTS
                    + " measurements, found " + measurements.size());
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128 + 128 * measurements.size());
        try (JsonGenerator generator = json.createGenerator(ObjectWriteContext.empty(), bytes)) {
            generator.writeStartObject();
            generator.writeNumberProperty("schema", SchemaVersion.CURRENT);
            generator.writeStringProperty("service", service);
            version.ifPresent(name -> generator.writeStringProperty("version", name));
            generator.writeArrayPropertyStart("measurements");
            for (Measurement measurement : measurements) {
                requireSame(service, version, measurement);
                write(generator, measurement);
            }
            generator.writeEndArray();
            generator.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator generator, Measurement measurement) {
        generator.writeStartObject();
        generator.writeStringProperty("kind", measurement.kind().wireName());
        generator.writeStringProperty("name", measurement.name());
        generator.writeObjectPropertyStart("labels");
        measurement.labels().forEach(generator::writeStringProperty);
        generator.writeEndObject();
        generator.writeNumberProperty("measuredAtMillis", measurement.measuredAtMillis());
        generator.writeNumberProperty("value", measurement.value());
        measurement.total().ifPresent(total -> generator.writeNumberProperty("total", total));
        generator.writeEndObject();
    }

    private static void requireSame(String service, Optional<String> version, Measurement measurement) {
        if (!measurement.service().equals(service) || !measurement.version().equals(version)) {
            throw new IllegalArgumentException("a batch holds measurements of one service and version: expected "
                    + service + " " + version.orElse("") + ", found " + measurement.service() + " "
                    + measurement.version().orElse(""));
        }
    }
}
