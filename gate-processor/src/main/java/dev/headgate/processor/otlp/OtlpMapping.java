package dev.headgate.processor.otlp;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What in OpenTelemetry's data is which of our words. Attributes are looked for in the span or data point first, then in
 * its resource.
 *
 * @param services the services that are read, the rest is left alone; empty for all
 * @param consumers whether spans of consumers count like those of servers
 * @param serviceAttribute holds the service's name
 * @param versionAttribute holds its version
 * @param operationAttributes hold the operation; the first that is there counts
 * @param methodBeforeOperation whether the HTTP method and a blank stand before an operation that comes of an attribute
 * @param labelAttributes become labels of the same names
 * @param metrics histograms of server durations, by name
 * @param longestInterval longest time that one data point may be of
 */
public record OtlpMapping(
        Set<String> services,
        boolean consumers,
        String serviceAttribute,
        String versionAttribute,
        List<String> operationAttributes,
        boolean methodBeforeOperation,
        List<String> labelAttributes,
        Set<String> metrics,
        Duration longestInterval) {

    /** What OpenTelemetry's conventions say. */
    public static final OtlpMapping CONVENTIONS = new OtlpMapping(
            Set.of(),
            false,
            "service.name",
            "service.version",
            List.of("http.route"),
            false,
            List.of(),
            Set.of("http.server.request.duration"),
            Duration.ofMinutes(1));

    /** Copies the collections. */
    public OtlpMapping {
        services = Set.copyOf(services);
        operationAttributes = List.copyOf(operationAttributes);
        labelAttributes = List.copyOf(labelAttributes);
        metrics = Set.copyOf(metrics);
    }
}
